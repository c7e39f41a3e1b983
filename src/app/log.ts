/**
 * The log of the process: levels, text for a person or JSON, and no text of people in it.
 *
 * Probot and Octokit hang whole payloads and request bodies on what they log (an event on every error, issue bodies at
 * debug level). A payload is what people wrote in private repositories, so it never leaves the process: a line has the
 * fields below and no other, and of an error only its own words, its status and its request line remain.
 */
import { type DestinationStream, type Logger, pino } from 'pino';
import { impersonal } from './impersonal.ts';
import type { LogLevel } from './settings.ts';

interface LogOptions {
  readonly level: LogLevel;
  /** Where the lines go: {@link jsonLines}, {@link textLines}, or a test's own array. */
  readonly destination: DestinationStream;
}

/** What a line may hold besides its level, time and message. */
const fields = new Set([
  ...['err', 'error', 'why', 'status', 'key', 'deliveries', 'installation', 'until'],
  ...['outcome', 'reads', 'writes', 'change', 'changes', 'edits', 'ms'],
]);

export function createLog({ level, destination }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null,
      formatters: {
        log: (line) => Object.fromEntries(Object.entries(line).flatMap(readField)),
      },
      hooks: {
        logMethod(words, log) {
          log.apply(this, words.map((word) => (typeof word === 'string' ? impersonal(word) : word)) as typeof words);
        },
      },
      serializers: { err: describeError, error: describeError },
    },
    destination,
  );
}

function readField([name, value]: [string, unknown]): [string, unknown][] {
  if (!fields.has(name)) return [];
  return [[name, typeof value === 'string' ? impersonal(value) : value]];
}

/** One JSON object a line, for machines. */
export function jsonLines(): DestinationStream {
  return pino.destination({ dest: 1, sync: true });
}

/** What the process tells of itself, one line at a time, as its log is. */
export function createSay(production: boolean): (line: string) => void {
  if (!production) return (line) => void process.stdout.write(`${line}\n`);
  const log = createLog({ level: 'info', destination: jsonLines() });
  return (line) => log.info(line);
}

/** Lines for a person at a terminal. */
export async function textLines(): Promise<DestinationStream> {
  const { prettyFactory } = await import('pino-pretty');
  const render = prettyFactory({ colorize: process.stdout.isTTY, ignore: 'name,id', translateTime: 'HH:MM:ss' });
  return { write: (line) => void process.stdout.write(render(line) ?? '') };
}

interface ErrorLine {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly status?: number;
  readonly request?: string;
  readonly errors?: readonly ErrorLine[];
}

/** An error without what libraries hang on it: no event, no request body, no response. */
function describeError(error: unknown): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  return {
    type: error.name,
    message: impersonal(error.message),
    ...(error.stack === undefined ? {} : { stack: stackOf(error.stack) }),
    ...('status' in error && typeof error.status === 'number' ? { status: error.status } : {}),
    ...requestLine(error),
    ...(error instanceof AggregateError ? { errors: error.errors.map(describeError) } : {}),
  };
}

/** Where it happened; the words before it are those of the message. */
function stackOf(stack: string): string {
  return stack
    .split('\n')
    .flatMap((line) => (/^ +at /.test(line) ? [line] : []))
    .join('\n');
}

function requestLine(error: Error): { request?: string } {
  if (!('request' in error) || typeof error.request !== 'object' || error.request === null) return {};
  const { request } = error;
  if (!('method' in request && 'url' in request)) return {};
  return { request: impersonal(`${request.method} ${request.url}`) };
}
