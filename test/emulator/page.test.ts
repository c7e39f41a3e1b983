/** The page as a browser without JavaScript meets it: forms are posted, what comes back is read. */
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { contrast, labelSheet } from '../../src/emulator/page/label-colour.ts';
import { createPage } from '../../src/emulator/page/page.ts';
import type { Tour } from '../../src/emulator/page/tour.ts';

const origin = 'http://localhost:3000';
const users = [
  { login: 'ann', role: 'admin' },
  { login: 'moe', role: 'maintain' },
  { login: 'wes', role: 'write' },
  { login: 'tia', role: 'triage' },
  { login: 'ron', role: 'read' },
  { login: 'zoe', role: 'visitor' },
];
const issue = '/acme/shop/issues/1';

type Fields = Record<string, string | readonly string[]>;

/** What the tests look at of an issue or a comment. */
interface Shown {
  readonly id: number;
  readonly body: string;
  readonly labels: readonly { readonly name: string }[];
}

/** A browser for each person, and REST to look behind the page. */
async function open(more: { readonly tour?: () => Tour } = {}) {
  const clock = { now: Date.parse('2026-11-20T14:00:00Z') };
  const emulator = createEmulator({ now: () => clock.now, publicUrl: origin });
  const page = createPage({
    api: (path, init) => emulator.fetch(origin + path, init),
    users,
    hint: () => 'See #1',
    watch: emulator.watch,
    ...more,
  });

  async function rest<T = Shown>(login: string, method: string, path: string, body?: object): Promise<T> {
    clock.now += 60_000;
    const headers = { authorization: `token ${login}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await emulator.fetch(`${origin}/api/v3/repos/acme/shop${path}`, init);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  function as(login: string, more: Record<string, string> = {}) {
    const cookie = `acting-as=${login}`;
    const get = (path: string, headers = {}) => page.request(origin + path, { headers: { cookie, ...headers } });
    return {
      get,
      see: async (path: string) => (await get(path)).text(),
      post: (path: string, fields: Fields) => {
        clock.now += 60_000;
        const pairs = Object.entries(fields).flatMap(([name, value]) =>
          [value].flat().map((one): [string, string] => [name, one]),
        );
        const headers = { cookie, origin, 'sec-fetch-site': 'same-origin', ...more };
        return page.request(origin + path, { method: 'POST', body: new URLSearchParams(pairs), headers });
      },
    };
  }

  await rest('zoe', 'POST', '/issues', { title: 'Checkout fails', body: 'Every *card* payment.' });
  return { emulator, page, rest, as, clock };
}

/** The rendered Markdown of a comment that zoe wrote. */
async function render(markdown: string): Promise<string> {
  const { rest, as } = await open();
  await rest('zoe', 'POST', '/issues/1/comments', { body: markdown });
  const html = await as('ann').see(issue);
  const boxes = html.split('<div class="markdown-body">').slice(1);
  return (boxes[1] ?? '').split('</div>')[0]?.trim() ?? '';
}

test('nothing to see: an empty repository, an unknown issue, somebody else’s address', async () => {
  const { emulator, page, as } = await open();
  emulator.createRepository({ name: 'empty' });
  expect(await as('ann').see('/acme/empty/issues')).toContain('No open issues');
  for (const path of ['/acme/shop/issues/99', '/acme/nothing/issues', '/acme/shop/issues/0']) {
    const answer = await as('ann').get(path);
    expect([path, answer.status]).toEqual([path, 404]);
  }
  expect((await page.request(`${origin}/nobody`)).status).toBe(404);
});

test('what is not the page’s passes through, even when the page is mounted first', async () => {
  const { page } = await open();
  const app = new Hono()
    .route('/', page)
    .get('*', (c) => c.text('other'))
    .post('*', (c) => c.text('other'));
  for (const path of [
    '/healthz',
    '/_/requests',
    '/_/idle',
    '/api/v3',
    '/api/v3/repos/acme/shop/issues',
    '/api/graphql',
  ]) {
    const get = await app.request(path);
    const post = await app.request(path, { method: 'POST', headers: { origin: 'http://elsewhere.example' } });
    expect([path, await get.text(), await post.text()]).toEqual([path, 'other', 'other']);
  }
});

test('a post from another site changes nothing', async () => {
  const { as } = await open();
  const refused = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': '', origin: 'http://evil.example' },
    { 'sec-fetch-site': '', origin: 'null' },
  ];
  for (const headers of refused) {
    const answer = await as('ann', headers).post(`${issue}/comment`, { body: 'forged' });
    expect([headers, answer.status]).toEqual([headers, 403]);
  }
  expect(await as('ann').see(issue)).not.toContain('forged');
});

test('another site reaches neither the API nor the control surface, and may only link here', async () => {
  const { emulator } = await open();
  emulator.faults.set({ drop: 1 });
  const before = emulator.faults.settings;
  const cross = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', origin: 'http://evil.example' };
  const old = { origin: 'http://evil.example' };
  const paths = ['/_/faults', '/_/resync', '/_/requests', '/api/graphql', '/api/v3/repos/acme/shop/issues'];
  for (const path of paths)
    for (const headers of [cross, old])
      for (const method of ['POST', 'DELETE', 'PUT', 'PATCH'])
        expect([path, method, (await emulator.app.request(origin + path, { method, headers })).status]).toEqual([
          path,
          method,
          403,
        ]);
  for (const path of ['/_/idle', '/_/requests', '/_/changes', '/api/v3/repos/acme/shop/issues'])
    expect((await emulator.app.request(origin + path, { headers: cross })).status).toBe(403);
  expect(emulator.faults.settings).toEqual(before);
  const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  expect((await emulator.app.request(`${origin}/healthz`, { headers: followed })).status).toBe(503);
  const answer = await emulator.app.request(`${origin}/api/v3/repos/acme/shop`, { method: 'OPTIONS', headers: old });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

test('becoming somebody is kept in a strict cookie and leads back to this server only', async () => {
  const { as } = await open();
  const post = (back: string, login = 'wes') => as('ann').post('/_/act-as', { login, back });
  const answer = await post('/acme/shop/issues?state=closed');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/acme/shop/issues?state=closed');
  expect(answer.headers.get('set-cookie')).toBe('acting-as=wes; Path=/; HttpOnly; SameSite=Strict');
  for (const back of [
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    '',
  ]) {
    const location = (await post(back)).headers.get('location') ?? '';
    expect([back, new URL(location, origin).origin]).toEqual([back, origin]);
    expect(location).toMatch(/^\/(?!\/)/);
  }
  expect((await post('/', 'root')).status).toBe(422);
});

test('the tour says whose help it takes, to those alone who may not do what it asks', async () => {
  const steps = [{ title: 'Put the label', words: 'Tick `incident`.', isDone: false }];
  const { as } = await open({ tour: () => ({ steps, farewell: 'Well done.' }) });
  expect(await as('ron').see(issue)).toContain('This takes the role triage or more, and ron has the role read here.');
  expect(await as('zoe').see(issue)).toContain('and zoe has no role here. Switch to somebody else at the top right.');
  expect(await as('tia').see(issue)).toContain('Put the label');
  expect(await as('tia').see(issue)).not.toContain('This takes');
});

test('the list: pinned on top, open and closed with counts, one label, progress of sub-issues', async () => {
  const { rest, as } = await open();
  const second = await rest('ann', 'POST', '/issues', { title: 'Postmortem', labels: ['postmortem'] });
  await rest('ann', 'POST', '/issues', { title: 'Done thing' });
  await rest('ann', 'PATCH', '/issues/3', { state: 'closed' });
  await rest('ann', 'POST', '/issues/1/sub_issues', { sub_issue_id: second.id });
  const third = await rest('ann', 'GET', '/issues/3');
  await rest('ann', 'POST', '/issues/1/sub_issues', { sub_issue_id: third.id });
  expect((await as('moe').post('/acme/shop/issues/2/pin', {})).status).toBe(303);

  const html = await as('zoe').see('/');
  expect(html).toMatch(/Open <span class="count">2<[\s\S]*Closed <span class="count">1</);
  expect(html.indexOf('class="pinned"')).toBeLessThan(html.indexOf('class="rows"'));
  expect(html).toContain('1 of 2<span class="sr-only"> sub-issues closed');
  expect(html).toContain('part of <a href="/acme/shop/issues/1">#1</a>');
  expect(html).not.toContain('Done thing');
  expect(await as('zoe').see('/acme/shop/issues?state=closed')).toContain('Done thing');
  const filtered = await as('zoe').see('/acme/shop/issues?label=postmortem');
  expect(filtered).toContain('Postmortem</a>');
  expect(filtered).not.toContain('Checkout fails');
  expect(filtered).toMatch(/Open <span class="count">1</);
});

test('wes comments, edits, hides, shows and deletes; a line break stays one', async () => {
  const { rest, as } = await open();
  const wes = as('wes');
  const posted = await wes.post(`${issue}/comment`, { body: '/timeline 14:05 db *down*\r\nand more' });
  expect(posted.status).toBe(303);
  const [comment] = await rest<[Shown]>('wes', 'GET', '/issues/1/comments');
  expect(posted.headers.get('location')).toBe(`${issue}#issuecomment-${comment.id}`);
  expect(comment.body).toBe('/timeline 14:05 db *down*\r\nand more');
  expect(await wes.see(issue)).toContain('<p>/timeline 14:05 db <em>down</em><br>\nand more</p>');

  expect(await wes.see(`${issue}?edit=${comment.id}`)).toMatch(
    /<textarea[^>]*>\n\/timeline 14:05 db \*down\*\r\nand more</,
  );
  await wes.post(`${issue}/comments/${comment.id}/edit`, { body: 'up' });
  expect(await wes.see(issue)).toMatch(/edited[\s\S]*<p>up<\/p>/);
  await wes.post(`${issue}/comments/${comment.id}/hide`, { reason: 'OFF_TOPIC' });
  expect(await wes.see(issue)).toContain('is hidden as off-topic.');
  await wes.post(`${issue}/comments/${comment.id}/show`, {});
  expect(await wes.see(issue)).not.toContain('is hidden');
  await wes.post(`${issue}/comments/${comment.id}/delete`, {});
  expect(await wes.see(issue)).not.toContain('<p>up</p>');
  expect(await wes.see(issue)).toContain('deleted a comment');
});

test('who may not is told so in one line, and nothing changes', async () => {
  const { rest, as } = await open();
  await rest('wes', 'POST', '/issues/1/comments', { body: 'mine' });
  const [{ id }] = await rest<[Shown]>('wes', 'GET', '/issues/1/comments');
  const refused = await as('ron').post(`${issue}/labels`, { label: 'incident' });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain(
    'ron may not change labels: that takes the role triage, and ron has the role read here. Switch to somebody else at the top right.',
  );
  const others: [string, string, Fields][] = [
    ['ron', 'assignees', { login: 'ron' }],
    ['ron', 'comment', { state: 'completed', body: '' }],
    ['ron', 'title', { title: 'Mine now' }],
    ['tia', 'pin', {}],
    ['tia', `comments/${id}/edit`, { body: 'not yours' }],
    ['zoe', `comments/${id}/delete`, {}],
    ['zoe', `comments/${id}/hide`, { reason: 'SPAM' }],
  ];
  for (const [login, path, fields] of others) {
    const answer = await as(login).post(`${issue}/${path}`, fields);
    expect([path, answer.status]).toEqual([path, 403]);
    expect(await answer.text()).toMatch(new RegExp(`role="alert"[\\s\\S]*${login} may not `));
  }
  expect(await rest('ann', 'GET', '/issues/1')).toMatchObject({
    title: 'Checkout fails',
    state: 'open',
    labels: [],
    assignees: [],
  });
  expect(await rest('ann', 'GET', '/issues/1/comments')).toMatchObject([{ body: 'mine', minimized: null }]);
});

test('controls are offered to those who may use them', async () => {
  const { as } = await open();
  const offered = async (login: string) => {
    const html = await as(login).see(issue);
    const found = [
      '/labels"',
      '/assignees"',
      '/sub-issues"',
      '/pin"',
      '?edit=title',
      'value="completed"',
      'name="new"',
    ];
    return found.filter((part) => html.includes(part));
  };
  expect(await offered('ron')).toEqual([]);
  expect(await offered('zoe')).toEqual(['?edit=title', 'value="completed"']);
  expect(await offered('tia')).toEqual(['/labels"', '/assignees"', '/sub-issues"', 'value="completed"']);
  expect(await offered('wes')).toHaveLength(7);
});

test('a refused text is not lost', async () => {
  const { as } = await open();
  const long = `${'x'.repeat(70_000)} end`;
  const comment = await as('wes').post(`${issue}/comment`, { body: long });
  expect(comment.status).toBe(422);
  const html = await comment.text();
  expect(html).toContain('body is too long');
  expect(html).toMatch(/<textarea id="comment"[^>]*>\nx+ end<\/textarea>/);
  const edit = await as('wes').post(`${issue}/body`, { body: long });
  expect(await edit.text()).toMatch(/<textarea id="edited"[^>]*>\nx+ end<\/textarea>/);
  const fresh = await as('zoe').post('/acme/shop/issues', { title: ' ', body: 'kept "text"' });
  expect(fresh.status).toBe(422);
  expect(await fresh.text()).toContain('kept &quot;text&quot;</textarea>');
});

test('labels: only what the person changed is changed, new ones are made', async () => {
  const { rest, as } = await open();
  await rest('ann', 'POST', '/issues/1/labels', { labels: ['kept', 'dropped', 'a/b?'] });
  // Meanwhile somebody adds "meanwhile", which the form in the browser does not know.
  await rest('ann', 'POST', '/issues/1/labels', { labels: ['meanwhile'] });
  const fields = { was: ['kept', 'dropped', 'a/b?'], label: ['kept', 'incident'], new: ' brand new ' };
  expect((await as('wes').post(`${issue}/labels`, fields)).status).toBe(303);
  const { labels } = await rest('ann', 'GET', '/issues/1');
  expect(labels.map(({ name }: { name: string }) => name).sort()).toEqual([
    'brand new',
    'incident',
    'kept',
    'meanwhile',
  ]);
  const html = await as('wes').see(issue);
  expect(html).toContain('name="label" value="incident" checked');
  expect(html).toContain('name="label" value="security">');
  expect(html).toMatch(/added [\s\S]*incident<\/span>/);
});

test('what happened stands in its order, also of one second and around a comment', async () => {
  const { rest, as, clock } = await open();
  const soon = async (path: string, body: object) => {
    clock.now -= 60_000 - 1;
    await rest('ann', 'POST', path, body);
  };
  await soon('/issues/1/labels', { labels: ['first'] });
  await soon('/issues/1/comments', { body: 'second' });
  await soon('/issues/1/labels', { labels: ['third'] });
  await soon('/issues/1/labels', { labels: ['fourth'] });
  const [, timeline = ''] = (await as('ann').see(issue)).split('id="timeline"');
  const [discussion = ''] = timeline.split('</ol>');
  expect(discussion.match(/>(?:first|second|third|fourth)<|class="event /g)).toEqual([
    'class="event ',
    '>first<',
    '>second<',
    'class="event ',
    '>third<',
    '>fourth<',
  ]);
});

test('close as not planned, as duplicate with a comment, reopen', async () => {
  const { as } = await open();
  const tia = as('tia');
  await tia.post(`${issue}/comment`, { body: '', state: 'not_planned' });
  expect(await tia.see(issue)).toMatch(/badge-not_planned[\s\S]*Closed as not planned/);
  await tia.post(`${issue}/comment`, { body: '', state: 'open' });
  expect(await tia.see(issue)).toMatch(/badge-open/);
  await tia.post(`${issue}/comment`, { body: 'see the other', state: 'duplicate' });
  const html = await tia.see(issue);
  expect(html).toMatch(/Closed as duplicate[\s\S]*see the other/);
  expect(html).toContain('closed this as duplicate');
  expect(html).toContain('value="open"');
});

test('title, body, assignees, sub-issues and pin', async () => {
  const { rest, as } = await open();
  const wes = as('wes');
  await rest('ann', 'POST', '/issues', { title: 'Alert on lag' });
  await wes.post(`${issue}/title`, { title: 'Checkout <fails> "always"' });
  await wes.post(`${issue}/body`, { body: 'New\r\nbody' });
  await wes.post(`${issue}/assignees`, { login: ['ann', 'tia'] });
  await wes.post(`${issue}/assignees`, { was: ['ann', 'tia'], login: 'ann' });
  await wes.post(`${issue}/sub-issues`, { add: `${origin}/acme/shop/issues/2` });
  await wes.post(`${issue}/pin`, {});
  expect(await rest('ann', 'GET', '/issues/1')).toMatchObject({ body: 'New\r\nbody', assignees: [{ login: 'ann' }] });
  const html = await wes.see(issue);
  expect(html).toContain('Checkout &lt;fails&gt; &quot;always&quot;');
  expect(html).toMatch(/0 of 1<[\s\S]*Alert on lag/);
  expect(html).toContain('Unpin issue');
  expect(await wes.see('/acme/shop/issues/2')).toMatch(/Part of <a href="\/acme\/shop\/issues\/1">Checkout &lt;fails/);

  expect(await (await wes.post(`${issue}/sub-issues`, { add: 'what' })).text()).toContain(
    '&quot;what&quot; is no issue',
  );
  expect(await (await wes.post(`${issue}/sub-issues`, { add: '99' })).text()).toContain('There is no issue #99.');
  const { id } = await rest('ann', 'GET', '/issues/2');
  await wes.post(`${issue}/sub-issues`, { remove: `${id}` });
  await wes.post(`${issue}/sub-issues`, { add: '#2' });
  await wes.post(`${issue}/sub-issues`, { remove: `${id}` });
  await wes.post(`${issue}/unpin`, {});
  expect(await wes.see(issue)).not.toMatch(/0 of 1|Unpin issue/);
});

test('a new issue, with labels from who may', async () => {
  const { rest, as } = await open();
  expect(await as('zoe').see('/acme/shop/issues/new')).not.toContain('value="incident"');
  const fields = { title: 'Search is slow', body: 'a\r\nb', label: 'incident' };
  expect((await as('wes').post('/acme/shop/issues', fields)).headers.get('location')).toBe('/acme/shop/issues/2');
  expect(await rest('ann', 'GET', '/issues/2')).toMatchObject({
    body: 'a\r\nb',
    labels: [{ name: 'incident' }],
    user: { login: 'wes' },
  });
});

test('unchanged is 304, until something changes or somebody else looks', async () => {
  const { rest, as } = await open();
  for (const path of ['/', issue]) {
    const etag = (await as('ann').get(path)).headers.get('etag') ?? '';
    const again = () => as('ann').get(path, { 'if-none-match': etag });
    expect((await again()).status).toBe(304);
    expect((await as('ron').get(path, { 'if-none-match': etag })).status).toBe(200);
    await rest('ann', 'POST', '/issues/1/comments', { body: 'news' });
    expect((await again()).status).toBe(200);
  }
});

test('nothing inline, nothing from elsewhere', async () => {
  const { as } = await open();
  const answer = await as('ann').get(issue);
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'self';(?!.*unsafe)/);
  const html = await answer.text();
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src="\/_\/)|(?:src|href)="(?:https?:)?\/\//);
  for (const [, path] of html.matchAll(/(?:src|href)="(\/_\/[^"]+)"/g)) {
    expect([path, (await as('ann').get((path ?? '').replaceAll('&amp;', '&'))).status]).toEqual([path, 200]);
  }
});

test('Markdown is GitHub’s: breaks, tables, details, invisible comments', async () => {
  expect(await render('one\ntwo <!-- secret -->')).toBe('<p>one<br>\ntwo </p>');
  expect(await render('<!-- only -->')).toBe('');
  expect(await render('- a<br>b\n- [x] c')).toContain('a<br>b');
  expect(await render('| a |\n|---|\n| b |')).toContain('<td>b</td>');
  expect(await render('<details>\n<summary>More</summary>\n\n- *in*\n\n</details>')).toMatch(
    /<details>\s*<summary>More<\/summary>\s*<ul>\s*<li><em>in<\/em><\/li>\s*<\/ul>\s*<\/details>/,
  );
});

test('hostile Markdown is harmless', async () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<iframe src="https://evil.example"></iframe><object data="x"></object><embed src="x">',
    '<form action="/_/act-as" method="post"><button name="login" value="ann">x</button></form>',
    '<input type="text" name="login" autofocus onfocus="alert(1)">',
    '<div style="position:fixed" class="flash" id="flash" data-part>x</div>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '</div></article><base href="//evil.example"><meta http-equiv="refresh" content="0;url=//evil.example">',
    '<textarea></textarea><style>*{display:none}</style><link rel="stylesheet" href="//evil.example">',
    '`<script>alert(1)</script>` &lt;script&gt;',
  ];
  for (const text of hostile) {
    const html = await render(text);
    expect(html).not.toMatch(/<script|<iframe|<object|<embed|<form|<button|<style|<svg|<base|<meta|<link|<textarea/i);
    expect(html).not.toMatch(
      /<[^>]*\s(?:on\w+|style|class="flash"|id="flash"|data-part)|(?:href|src)="\s*(?:javascript|data):|type="text"/i,
    );
  }
});

test('Markdown that would stall the parser is shown as typed', async () => {
  const attacks = [
    '|a|b|\n',
    '>a\n\n',
    'a <!--\n',
    'a <? ',
    '[ a b c ',
    '- \\\n\\\n',
    'a <!-- --> <!A ',
    '*a_',
    '[a](',
    '1. ',
    '> ',
    '~a',
    '<b>',
    '<b><i>\n\n',
    '`a',
    '- - ',
  ];
  for (const unit of attacks) {
    const html = await render(unit.repeat(Math.floor(65_000 / unit.length)));
    expect([unit, html.startsWith('<pre class="as-typed">')]).toEqual([unit, true]);
  }
  const wide = `${'|a'.repeat(5000)}|\n${'|-'.repeat(5000)}|\n${'|a\n'.repeat(3000)}`;
  expect((await render(wide)).startsWith('<pre class="as-typed">')).toBe(true);
});

test('references become links as on GitHub', async () => {
  const link = (href: string, kind: string, text: string) => `<a href="${href}" class="${kind}">${text}</a>`;
  const rows: [string, string][] = [
    ['see #12.', `see ${link('/acme/shop/issues/12', 'issue-link', '#12')}.`],
    [
      '(#1, acme/web#3)',
      `(${link('/acme/shop/issues/1', 'issue-link', '#1')}, ${link('/acme/web/issues/3', 'issue-link', 'acme/web#3')})`,
    ],
    ['@ann and @Wes', `${link('/ann', 'user-mention', '@ann')} and ${link('/wes', 'user-mention', '@Wes')}`],
    [
      `${origin}/acme/shop/issues/7#issuecomment-3`,
      link(`${origin}/acme/shop/issues/7#issuecomment-3`, 'issue-link', '#7 (comment)'),
    ],
    [`${origin}/acme/web/issues/7`, link(`${origin}/acme/web/issues/7`, 'issue-link', 'acme/web#7')],
    ['@nobody ann@ann.example a#1 #x #12a', '@nobody <a href="mailto:ann@ann.example">ann@ann.example</a> a#1 #x #12a'],
    ['`#1 @ann`', '<code>#1 @ann</code>'],
    ['[#1](https://a.example)', '<a href="https://a.example">#1</a>'],
  ];
  for (const [markdown, html] of rows) expect(await render(markdown)).toBe(`<p>${html}</p>`);
});

test('label chips can be read, whatever their colour, and smuggle no style', async () => {
  for (const colour of ['000000', 'ffffff', '777777', 'd73a4a', 'fbca04', '0000ff', '00ff00', '5319e7']) {
    const pairs = [...labelSheet(colour).matchAll(/background:rgb\((.*?)\);color:rgb\((.*?)\)/g)];
    expect(pairs).toHaveLength(2);
    for (const [, background = '', text = ''] of pairs)
      expect(contrast(rgb(background), rgb(text))).toBeGreaterThanOrEqual(4.5);
  }
  expect(labelSheet('red;}*{display:none}.abcdeg.')).toBe('');
});

function rgb(text: string): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = text.split(',').map(Number);
  return [red, green, blue];
}
