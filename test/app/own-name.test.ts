/** The embedded GitHub answers to the names of this machine, not to whatever name somebody lets lead to it. */
import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { ownNameOnly } from '../../src/app/own-name.ts';
import { statusFor } from './real-server.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function serve(host: string): Promise<string> {
  const server = createServer(ownNameOnly(host, (_req, res) => void res.end('here')));
  open.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen');
  return `http://127.0.0.1:${address.port}`;
}

const strange = ['evil.example', 'localhost.evil.example:3000', '127.0.0.1.evil.example', 'evil.example:80'];
const own = [
  'localhost',
  'LOCALHOST:3000',
  'shop.localhost:3000',
  '127.0.0.1:3000',
  '127.0.0.1',
  '[::1]:3000',
  '[::1]',
];

test.each(['localhost', '127.0.0.1', '::1'])('listening on %s', async (host) => {
  const url = await serve(host);
  for (const name of strange) expect([name, await statusFor(name, url)]).toEqual([name, 421]);
  for (const name of own) expect([name, await statusFor(name, url)]).toEqual([name, 200]);
});

test('who opens it to others names it as they like', async () => {
  const url = await serve('0.0.0.0');
  for (const name of [...own, 'build-7.example.com:3000'])
    expect([name, await statusFor(name, url)]).toEqual([name, 200]);
});
