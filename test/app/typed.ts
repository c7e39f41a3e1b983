/** One command line of somebody, beside a world. */
import { run } from '../../src/app/cli/run.ts';
import type { World } from '../world.ts';

export const api = 'http://localhost:3000/api/v3';

interface Typed {
  readonly token?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  readonly folder?: string;
  /** Columns of a terminal that notes go to. */
  readonly errColumns?: number;
}

/** What it printed, and which requests it sent. */
export async function type(
  world: World | undefined,
  args: readonly string[],
  { token = 'ann', env = {}, errColumns, ...typed }: Typed = {},
) {
  const asked: string[] = [];
  const send = typed.fetch ?? world?.emulator.fetch ?? fetch;
  const watched: typeof fetch = (input, init) => {
    asked.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname.replace('/api/v3', '')}`);
    return send(input, init);
  };
  let [out, err] = ['', ''];
  const code = await run(args, {
    env: { GITHUB_API_URL: api, ...(token === '' ? {} : { GITHUB_TOKEN: token }), ...env },
    folder: typed.folder ?? import.meta.dirname,
    stdin: (async function* () {
      yield '';
    })(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    columns: undefined,
    errColumns,
    fetch: watched,
    now: () => world?.now() ?? 0,
    version: () => '1.2.3',
  });
  return { code, out, err, asked };
}
