/**
 * Asks the emulator's own API as the person who looks at the page: the page may do what that person may, and nothing else. Knows no
 * state; every answer is read through a shape.
 */
import type { z } from 'zod';
import { shapes } from './shapes.ts';

/** The emulator's `fetch` for a path such as `/api/v3/repos/acme/shop`, in process. */
export type Api = (path: string, init?: RequestInit) => Promise<Response>;

export interface Client {
  readonly login: string;
  /** Reads one answer of REST; `path` begins with `/repos/`. */
  get<T extends z.ZodType>(shape: T, path: string): Promise<z.output<T>>;
  /** Reads a list to its end, at most `pages` pages of a hundred. */
  list<T>(shape: z.ZodType<T[]>, path: string, pages?: number): Promise<T[]>;
  /** Writes by REST. */
  send(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown>;
  graphql<T extends z.ZodType>(shape: T, query: string, variables: object): Promise<z.output<T>>;
}

/** The API said no, or could not; the message is for the person who asked. */
export class ApiRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What REST would answer where GraphQL names a type. */
const statuses: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404 };

const absent: ReadonlySet<number> = new Set([404, 410, 501]);

/** Undefined instead of a refusal where the thing does not exist, or where the emulator lacks the endpoint. */
export async function orAbsent<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiRefusal && absent.has(error.status)) return undefined;
    throw error;
  }
}

/** A client that acts as `login`. */
export function createClient(api: Api, login: string): Client {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `token ${login}`,
    'content-type': 'application/json',
    'user-agent': 'embedded-page',
  };

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await api(path, { ...init, headers });
    if (!response.ok) throw new ApiRefusal(response.status, explain(await response.text()));
    return response;
  }

  const rest = (path: string): string => `/api/v3${path}`;

  const client: Client = {
    login,
    async get(shape, path) {
      return shape.parse(await (await ask(rest(path))).json());
    },
    async list(shape, path, pages = 10) {
      const all = [];
      for (let page = 1; page <= pages; page++) {
        const rows = await client.get(shape, `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
        all.push(...rows);
        if (rows.length < 100) break;
      }
      return all;
    },
    async send(method, path, body) {
      const response = await ask(rest(path), { method, ...(body && { body: JSON.stringify(body) }) });
      return response.status === 204 ? undefined : await response.json();
    },
    async graphql(shape, query, variables) {
      const response = await ask('/api/graphql', { method: 'POST', body: JSON.stringify({ query, variables }) });
      const answer: unknown = await response.json();
      const [problem] = shapes.graphql.parse(answer).errors ?? [];
      if (problem) throw new ApiRefusal(statuses[problem.type ?? ''] ?? 422, `GitHub says: ${problem.message}`);
      return shape.parse(answer);
    },
  };
  return client;
}

/** `{"message": "Validation Failed", "errors": [{"field": "title", "code": "missing"}]}` → `GitHub says: Validation Failed: title is missing`. */
function explain(text: string): string {
  const refusal = shapes.refusal.safeParse(parseJson(text));
  if (!refusal.success) return text.slice(0, 200);
  const { message, errors = [] } = refusal.data;
  const details = errors.map((error) =>
    typeof error === 'string'
      ? error
      : (error.message ?? `${error.field ?? 'it'} is ${error.code ?? 'invalid'}`.replaceAll('_', ' ')),
  );
  return `GitHub says: ${[message, details.join(', ')].filter(Boolean).join(': ')}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
