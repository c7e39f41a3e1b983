/** One visit to the page: who looks (a cookie says so), at which repository, with which client. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { rankOf, type Viewer } from './abilities.ts';
import type { Watch } from './changes.ts';
import { type Api, type Client, createClient } from './client.ts';
import type { LinkContext } from './github-links.ts';
import { createMarkdown, type RenderMarkdown } from './markdown.ts';
import type { Passes } from './passes.ts';
import { type Repository, shapes } from './shapes.ts';
import { isTourHidden, type Tour } from './tour.ts';

export interface PageOptions {
  /** The emulator's own REST (`/api/v3/…`) and GraphQL (`/api/graphql`), in process. */
  readonly api: Api;
  /** Who one can be, the first one at first. */
  readonly users: readonly PageUser[];
  /** One line of Markdown on top, such as "Try first: put the label `incident` on #12". */
  readonly hint?: () => string | undefined;
  /** Tells of every change of what pages show. */
  readonly watch: Watch;
  /** What the app beside it did; without it there is no panel. */
  readonly passes?: Passes;
  /** For who comes for the first time; undefined while there is nothing to begin with. */
  readonly tour?: () => Tour | undefined;
  /** What can be written in a comment besides words. */
  readonly commands?: readonly CommandHelp[];
}

export interface CommandHelp {
  /** `/timeline [when] text` */
  readonly usage: string;
  /** Markdown. */
  readonly does: string;
  readonly example: string;
}

export interface PageUser {
  readonly login: string;
  readonly role: string;
}

/** What every part of a page may need. */
export interface Visit {
  readonly client: Client;
  readonly viewer: Viewer;
  readonly users: readonly PageUser[];
  readonly hint: string | undefined;
  /** `hidden` by whoever looks; undefined where there is none. */
  readonly tour: Tour | 'hidden' | undefined;
  readonly passes: Passes | undefined;
  readonly commands: readonly CommandHelp[];
  readonly repository: Repository;
  /** `/acme/shop`. */
  readonly home: string;
  /** The address of the page itself, for coming back to it. */
  readonly here: string;
  /** Renders Markdown; `origin` is that of the issue's own address. */
  readonly markdown: (text: string, origin: string) => ReturnType<RenderMarkdown>;
}

export const homeRepository = 'acme/shop';
export const userCookie = 'acting-as';

/** A function that begins visits; refuses like the API when the repository does not exist. */
export function createVisits(options: PageOptions) {
  const render = createMarkdown();
  const logins = new Map(options.users.map(({ login }) => [login.toLowerCase(), login]));

  return async (c: Context, name: string, here: string): Promise<Visit> => {
    const user = actingUser(c, options.users);
    const client = createClient(options.api, user.login);
    const repository = await client.get(shapes.repository, `/repos/${name}`);
    const context = (origin: string): LinkContext => ({ repository: repository.full_name, origin, logins });
    return {
      client,
      viewer: { login: user.login, rank: rankOf(repository.permissions, user.role) },
      users: options.users,
      hint: options.hint?.(),
      tour: tourFor(c, options),
      passes: options.passes,
      commands: options.commands ?? [],
      repository,
      home: `/${repository.full_name}`,
      here,
      markdown: (text, origin) => render(text, context(origin)),
    };
  };
}

/** Whoever the cookie names, else the first user. */
export function actingUser(c: Context, users: readonly PageUser[]): PageUser {
  const login = getCookie(c, userCookie);
  const user = users.find((candidate) => candidate.login === login) ?? users[0];
  if (!user) throw new Error('The page needs at least one user');
  return user;
}

function tourFor(c: Context, { tour }: PageOptions): Visit['tour'] {
  const current = tour?.();
  return current && isTourHidden(c) ? 'hidden' : current;
}
