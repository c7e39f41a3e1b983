/** Where a name leads: who that is, and the button to be that person. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { layout } from './layout.ts';
import { avatar } from './parts.ts';
import { actingUser, homeRepository, type PageOptions } from './visit.ts';

export async function personPage(c: Context, { users }: PageOptions, login: string): Promise<Response> {
  const person = users.find((user) => user.login === login);
  const home = `/${homeRepository}`;
  const role =
    person?.role === 'visitor'
      ? `has no role in ${homeRepository}`
      : `has the role ${person?.role} in ${homeRepository}`;
  const content = html`<div class="blank">${avatar(login, 40)}<h1>${login}</h1>
  ${
    person
      ? html`<p>${login} ${role}.</p><form method="post" action="/_/act-as"><input type="hidden" name="back" value="/"><button class="button primary" name="login" value="${login}">Act as ${login}</button></form>`
      : html`<p>A GitHub App. What it writes, it writes by itself.</p>`
  }<p><a href="${home}/issues">All issues</a></p></div>`;
  const acting = actingUser(c, users).login;
  return c.html(layout({ title: login, home, here: '/', login: acting, users, colours: [] }, content));
}
