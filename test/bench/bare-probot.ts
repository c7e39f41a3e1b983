/** The peer: Probot's own server with handlers that do nothing, for the same events. */
import { Probot, Server } from 'probot';
import { events } from '../../src/index.ts';

const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '', PORT = '', GHE_HOST = '' } = process.env;
const server = new Server({
  port: Number(PORT),
  host: '127.0.0.1',
  Probot: Probot.defaults({
    appId: Number(APP_ID),
    privateKey: PRIVATE_KEY,
    secret: WEBHOOK_SECRET,
    baseUrl: `http://${GHE_HOST}/api/v3`,
  }),
});
await server.load((app) => {
  app.on([...events], () => {});
});
await server.start();
