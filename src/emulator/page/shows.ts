/** Answers with a page. What has not changed since the browser last asked is answered 304, before anything is rendered. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { assetPaths, hash } from './assets.ts';
import type { ApiRefusal } from './client.ts';
import type { Draft } from './draft.ts';
import type { Html } from './html.ts';
import { issuePage } from './issue-page.ts';
import { type Frame, layout, messagePage } from './layout.ts';
import { listPage } from './list-page.ts';
import { type NewIssue, newIssuePage } from './new-issue-page.ts';
import { readIssue } from './read-issue.ts';
import { parseListQuery, readList } from './read-list.ts';
import { type Label, shapes } from './shapes.ts';
import { tourBox, wishForm } from './tour.ts';
import { actingUser, type createVisits, homeRepository, type PageOptions, type Visit } from './visit.ts';

/** Why the last thing was refused, with the status it was refused with. */
export interface Flash {
  readonly status: 403 | 422;
  readonly words: string;
}

export interface Shows {
  list(c: Context, repository: string): Promise<Response>;
  issue(c: Context, repository: string, number: number, draft: Draft, flash?: Flash): Promise<Response>;
  newIssue(c: Context, repository: string, draft: NewIssue, flash?: Flash): Promise<Response>;
  /** What the API refused to show. */
  refusal(c: Context, refusal: ApiRefusal): Promise<Response>;
}

export function createShows(visits: ReturnType<typeof createVisits>, options: PageOptions): Shows {
  return {
    async list(c, repository) {
      const query = parseListQuery(new URL(c.req.url).searchParams);
      const visit = await visits(c, repository, hereOf(c));
      const list = await readList(visit, query);
      return answer(c, visit, {
        title: `Issues · ${visit.repository.full_name}`,
        shown: list,
        labels: list.labels,
        content: () => listPage(list, visit),
      });
    },
    async issue(c, repository, number, draft, flash) {
      const edit = draft.editing ? `?${new URLSearchParams({ edit: draft.editing })}` : '';
      const visit = await visits(c, repository, `/${repository}/issues/${number}${edit}`);
      const model = await readIssue(visit, number);
      return answer(c, visit, {
        title: `${model.issue.title} · #${number} · ${visit.repository.full_name}`,
        shown: { model, draft, passes: visit.passes?.on(visit.repository.full_name, number) },
        labels: [
          ...model.labels,
          ...model.issue.labels,
          ...model.subIssues.flatMap(({ labels }) => labels),
          ...eventLabels(model.events),
        ],
        content: () => issuePage(model, visit, draft),
        flash,
      });
    },
    async newIssue(c, repository, draft, flash) {
      const visit = await visits(c, repository, `/${repository}/issues/new`);
      const labels = await visit.client.list(shapes.labels, `/repos/${visit.repository.full_name}/labels`);
      return answer(c, visit, {
        title: `New issue · ${visit.repository.full_name}`,
        shown: draft,
        labels,
        content: () => newIssuePage(visit, labels, draft),
        flash,
      });
    },
    async refusal(c, { status, message }) {
      const gone = status === 404 || status === 410;
      const frame = {
        home: `/${homeRepository}`,
        here: '/',
        login: actingUser(c, options.users).login,
        users: options.users,
      };
      const words = gone ? 'There is no such page here, or it is not for you to see.' : message;
      c.status(gone ? status : 502);
      return c.html(messagePage(frame, gone ? 'Not found' : 'This did not work', words));
    },
  };
}

interface Answer {
  readonly title: string;
  /** Everything that `content` depends on, for telling whether it changed. */
  readonly shown: unknown;
  /** Labels whose colours the page needs. */
  readonly labels: readonly Pick<Label, 'color'>[];
  readonly content: () => Html;
  readonly flash?: Flash | undefined;
}

async function answer(c: Context, visit: Visit, { title, shown, labels, content, flash }: Answer): Promise<Response> {
  const { viewer, users, hint, tour, home, here } = visit;
  const version = hash(JSON.stringify([title, shown, viewer, hint, tour, assetPaths]));
  c.header('cache-control', 'private, no-cache');
  c.header('vary', 'cookie');
  if (!flash) {
    c.header('etag', `"${version}"`);
    if (c.req.header('if-none-match') === `"${version}"`) return c.body(null, 304);
  }
  const frame: Frame = {
    title,
    home,
    here,
    version,
    login: viewer.login,
    users,
    hint: hint ? visit.markdown(hint, new URL(c.req.url).origin) : undefined,
    tour:
      tour && tour !== 'hidden'
        ? tourBox(tour, here, viewer, (text) => visit.markdown(text, new URL(c.req.url).origin))
        : undefined,
    tourAgain: tour === 'hidden' ? wishForm('show', here, html`Show the tour`) : undefined,
    flash: flash?.words,
    // The well-known labels have theirs before the repository knows them.
    colours: [...labels.map(({ color }) => color), 'd73a4a', '5319e7'],
  };
  c.status(flash?.status ?? 200);
  return c.html(layout(frame, content()));
}

function eventLabels(
  events: readonly { readonly label?: { readonly color?: string | null | undefined } | undefined }[],
) {
  return events.flatMap(({ label }) => (label?.color ? [{ color: label.color }] : []));
}

function hereOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}
