/** `npm run simulate -- --seeds 1000 --from 1`: plays so many seeds beginning with that one, and tells of those that fail. */
import { parseArgs } from 'node:util';
import { createViteServer } from 'vitest/node';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    most: { type: 'string', default: '5' },
  },
});
const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
const wrong = Object.entries(numbers).find(([, number]) => !Number.isSafeInteger(number) || number < 1);
if (wrong) {
  console.error(`--${wrong[0]} takes a whole number from 1.`);
  process.exit(2);
}
// Libraries as in use are faster.
process.env.NODE_ENV = 'production';
const server = await createViteServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const { simulate } = await server.ssrLoadModule('/test/simulation/simulate.ts');
const failed = await simulate({ ...numbers, say: (text) => console.log(text) });
await server.close();
console.log(failed === 0 ? `All laws hold for ${numbers.seeds} seeds.` : `${failed} seeds fail.`);
process.exit(failed === 0 ? 0 : 1);
