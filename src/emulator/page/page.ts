/**
 * The web page on which a person tries the product: issues as GitHub shows them, with forms that work without JavaScript. It is a
 * client of the emulator's own API and acts as one of its users; it keeps nothing itself but the cookie that says who one is.
 *
 * Its routes leave everything else below `/_/` and `/api/` alone, wherever it is mounted.
 */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { sameSiteOnly } from '../same-site.ts';
import { assets } from './assets.ts';
import { createChanges } from './changes.ts';
import { ApiRefusal } from './client.ts';
import { commentDeeds, issueDeeds } from './deeds.ts';
import type { Draft } from './draft.ts';
import { personPage } from './person-page.ts';
import { createPosts } from './posts.ts';
import { createShows } from './shows.ts';
import { keepTourWish, tourWishes } from './tour.ts';
import { createVisits, homeRepository, type PageOptions, userCookie } from './visit.ts';

export type { PageOptions } from './visit.ts';

/** Images in bodies may come from anywhere by HTTPS; everything else is this server's, and nothing is inline. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'https:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  // Anything stricter makes browsers post forms with `Origin: null`.
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
});

const issues = '/:owner{[A-Za-z0-9][A-Za-z0-9-]*}/:repo/issues';
const issue = `${issues}/:number{[0-9]{1,9}}`;

/** The page as an app to be mounted at `/`. */
export function createPage(options: PageOptions): Hono {
  const visits = createVisits(options);
  const shows = createShows(visits, options);
  const posts = createPosts(visits, shows);
  const page = new Hono();
  for (const path of ['/', issues, `${issues}/*`, '/:login{[A-Za-z0-9-]+}', '/apps/:slug']) page.use(path, headers);
  for (const path of ['/_/act-as', '/_/tour', issues, `${issues}/*`])
    page.use(path, sameSiteOnly, bodyLimit({ maxSize: 2_000_000 }));

  page.route('/', assets());
  page.get('/_/changes', createChanges(options.watch));
  page.post('/_/act-as', (c) => actAs(c, options));
  page.post('/_/tour', wishTour);
  page.get('/', (c) => shows.list(c, homeRepository));
  page.get(issues, (c) => shows.list(c, repositoryOf(c)));
  page.post(issues, (c) => posts.newIssue(c, repositoryOf(c)));
  page.get(`${issues}/new`, (c) => shows.newIssue(c, repositoryOf(c), { title: '', body: '', labels: [] }));
  page.get(issue, (c) => shows.issue(c, repositoryOf(c), numberOf(c), draftOf(c)));
  // What a refused post answered, loaded once more.
  page.get(`${issue}/*`, (c) => c.redirect(`/${repositoryOf(c)}/issues/${numberOf(c)}`));
  for (const [name, deed] of Object.entries(issueDeeds)) {
    page.post(`${issue}/${name}`, (c) => posts.deed(c, repositoryOf(c), numberOf(c), deed));
  }
  for (const [name, deed] of Object.entries(commentDeeds)) {
    page.post(`${issue}/comments/:id{[0-9]{1,15}}/${name}`, (c) => {
      const id = Number(c.req.param('id'));
      return posts.deed(c, repositoryOf(c), numberOf(c), {
        ability: deed.ability,
        run: (target) => deed.run(target, id),
        draft: (form) => deed.draft?.(form, id) ?? {},
      });
    });
  }
  page.get('/apps/:slug', (c) => personPage(c, options, `${c.req.param('slug')}[bot]`));
  page.get('/:login{[A-Za-z0-9-]+}', async (c, next) => {
    const login = c.req.param('login');
    return options.users.some((user) => user.login === login) ? personPage(c, options, login) : next();
  });
  page.get('/:owner{[A-Za-z0-9][A-Za-z0-9-]*}/:repo', async (c, next) =>
    c.req.param('owner') === 'api' ? next() : c.redirect(`/${repositoryOf(c)}/issues`),
  );
  page.onError((error, c) => {
    if (error instanceof ApiRefusal) return shows.refusal(c, error);
    throw error;
  });
  return page;
}

function repositoryOf(c: Context): string {
  return `${c.req.param('owner')}/${c.req.param('repo')}`;
}

function numberOf(c: Context): number {
  return Number(c.req.param('number'));
}

/** Keeps who one is for as long as the browser runs, and goes back: to a page of this server, whatever the form says. */
async function actAs(c: Context, { users }: PageOptions): Promise<Response> {
  const form = await c.req.formData();
  const login = form.get('login');
  const user = users.find((candidate) => candidate.login === login);
  if (!user) return c.text('There is no such user.', 422);
  setCookie(c, userCookie, user.login, { path: '/', httpOnly: true, sameSite: 'Strict' });
  return c.redirect(pathHere(form.get('back'), c.req.url), 303);
}

async function wishTour(c: Context): Promise<Response> {
  const form = await c.req.formData();
  const wish = tourWishes.find((one) => one === form.get('wish'));
  if (!wish) return c.text('A tour can be hidden or shown.', 422);
  keepTourWish(c, wish);
  return c.redirect(pathHere(form.get('back'), c.req.url), 303);
}

/** What an address begins to write: nothing is sent before somebody presses the button. */
function draftOf(c: Context): Draft {
  const editing = c.req.query('edit');
  return editing === undefined ? { text: c.req.query('comment') } : { editing };
}

function pathHere(back: unknown, url: string): string {
  if (typeof back !== 'string' || !URL.canParse(back, url)) return '/';
  const { origin, pathname, search } = new URL(back, url);
  return origin === new URL(url).origin && !pathname.startsWith('//') ? pathname + search : '/';
}
