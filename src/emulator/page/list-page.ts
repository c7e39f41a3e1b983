/** The list of a repository's issues: pinned ones on top, open and closed ones, by labels, by who is assigned, by words of the title. */
import { html } from 'hono/html';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { avatar, labelChip, personLink, progress, stateIcon, when } from './parts.ts';
import { type IssueList, isFiltered, type ListQuery } from './read-list.ts';
import type { Issue } from './shapes.ts';
import type { PageUser, Visit } from './visit.ts';

export function listPage(list: IssueList, { home, users }: Visit): Html {
  const { issues } = list;
  return html`
<div class="list-head">
  <h1>Issues</h1>
  <a class="button primary" href="${home}/issues/new">New issue</a>
</div>
<section id="pinned" data-part aria-label="Pinned issues">
${list.pinned.length > 0 ? html`<ul class="pinned">${list.pinned.map((issue) => pinnedCard(issue, home))}</ul>` : ''}
</section>
${searchForm(list.query, home)}
<div class="box">
  <div class="box-head" id="tabs" data-part>
    <nav aria-label="State">${tab(list, 'open', home)} ${tab(list, 'closed', home)}</nav>
    ${labelMenu(list, home)} ${assigneeMenu(list, users, home)}
  </div>
  ${filterLine(list, home)}
  ${
    issues.length === 0
      ? html`<div class="empty" id="rows" data-part>${emptyWords(list, home)}</div>`
      : html`<ul class="rows" id="rows" data-list>${issues.map((issue) => row(issue, list, home))}</ul>`
  }
</div>
${pages(list, home)}`;
}

/** An address of the list; what is as usual is left out. */
function address(home: string, { state, labels, assignee, text, page }: ListQuery): string {
  const parameters = new URLSearchParams();
  if (state === 'closed') parameters.set('state', 'closed');
  for (const label of labels) parameters.append('label', label);
  if (assignee !== undefined) parameters.set('assignee', assignee);
  if (text !== undefined) parameters.set('text', text);
  if (page > 1) parameters.set('page', `${page}`);
  return `${home}/issues${parameters.size > 0 ? `?${parameters}` : ''}`;
}

function searchForm({ state, labels, assignee, text }: ListQuery, home: string): Html {
  const hidden = [
    ...(state === 'closed' ? [['state', state]] : []),
    ...labels.map((label) => ['label', label]),
    ...(assignee === undefined ? [] : [['assignee', assignee]]),
  ];
  return html`<form class="search" role="search" action="${home}/issues">
  ${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
  <label class="sr-only" for="text">Words of the title</label>
  <input id="text" name="text" value="${text ?? ''}" placeholder="Search titles" maxlength="200" autocomplete="off">
  <button class="button" aria-label="Search">${icon('search')}</button>
</form>`;
}

function tab(list: IssueList, state: 'open' | 'closed', home: string): Html {
  const current = list.query.state === state ? html` aria-current="page"` : '';
  const words = state === 'open' ? 'Open' : 'Closed';
  const picture = icon(state === 'open' ? 'open' : 'check');
  return html`<a class="tab" href="${address(home, { ...list.query, state, page: 1 })}"${current}>${picture} ${words} <span class="count">${list[state]}</span></a>`;
}

function labelMenu({ labels, query }: IssueList, home: string): Html {
  return html`<details class="menu">
  <summary>${icon('tag')} Label ${icon('caret')}</summary>
  <div class="menu-panel"><p class="menu-title">With all of these labels</p>
    <ul>${labels.map(
      (
        label,
      ) => html`<li><a href="${address(home, toggled(query, label.name))}"${query.labels.includes(label.name) ? html` aria-current="true"` : ''}>
      ${labelChip(label)}<span class="muted">${label.description}</span></a></li>`,
    )}</ul>
  </div>
</details>`;
}

function toggled(query: ListQuery, label: string): ListQuery {
  const others = query.labels.filter((one) => one !== label);
  return { ...query, page: 1, labels: others.length < query.labels.length ? others : [...others, label] };
}

function assigneeMenu({ query }: IssueList, users: readonly PageUser[], home: string): Html {
  const choices = users.filter(({ role }) => role !== 'visitor').map(({ login }) => login);
  return html`<details class="menu">
  <summary>${icon('person')} Assignee ${icon('caret')}</summary>
  <div class="menu-panel"><p class="menu-title">Assigned to</p>
    <ul>${['none', ...choices].map((login) => {
      const isCurrent = query.assignee === login;
      const href = address(home, { ...query, page: 1, assignee: isCurrent ? undefined : login });
      return html`<li><a href="${href}"${isCurrent ? html` aria-current="true"` : ''}>${login === 'none' ? 'Nobody' : html`${avatar(login)} ${login}`}</a></li>`;
    })}</ul>
  </div>
</details>`;
}

function filterLine({ query, labels }: IssueList, home: string): Html | '' {
  if (!isFiltered(query)) return '';
  const { assignee, text } = query;
  const chips = query.labels.map((name) => labelChip(labels.find((one) => one.name === name) ?? { name }));
  return html`<p class="filter">Only
  ${chips.length > 0 ? html`with ${chips}` : ''}
  ${assignee === undefined ? '' : assignee === 'none' ? 'assigned to nobody' : html`assigned to <strong>${assignee}</strong>`}
  ${text === undefined ? '' : html`with <strong>${text}</strong> in the title`}
  · <a href="${address(home, { ...query, labels: [], assignee: undefined, text: undefined, page: 1 })}">Show all</a></p>`;
}

function emptyWords({ query, open, closed }: IssueList, home: string): Html {
  const other = query.state === 'open' ? closed : open;
  const state = query.state === 'open' ? 'closed' : 'open';
  const elsewhere =
    other > 0
      ? html` <a href="${address(home, { ...query, state, page: 1 })}">${other === 1 ? `One is ${state}` : `${other} are ${state}`}</a>.`
      : '';
  return html`<p>No ${query.state} issues${isFiltered(query) ? ' like this' : ''}.${elsewhere}</p>`;
}

function pinnedCard(issue: Issue, home: string): Html {
  return html`<li class="card">
  <p class="card-kind">${icon('pin')} Pinned</p>
  <h2>${stateIcon(issue)} <a href="${home}/issues/${issue.number}">${issue.title}</a></h2>
  <p class="muted">#${issue.number} by ${personLink(issue.user)}${commentCount(issue)}</p>
</li>`;
}

function row(issue: Issue, { query }: IssueList, home: string): Html {
  const path = `${home}/issues/${issue.number}`;
  const labelHref = (label: string): string => address(home, { ...query, labels: [label], page: 1 });
  return html`<li class="row" id="row-${issue.number}">
  ${stateIcon(issue)}
  <div class="row-main">
    <h2><a href="${path}">${issue.title}</a></h2>
    <span class="labels">${issue.labels.map((label) => labelChip(label, labelHref(label.name)))}</span>
    <p class="muted">#${issue.number} opened on ${when(issue.created_at)} by ${personLink(issue.user)}${parentOf(issue, home)}
    ${progress(issue.sub_issues_summary)}</p>
  </div>
  <div class="row-side">
    ${issue.assignees.map(({ login }) => html`<span title="Assigned to ${login}">${avatar(login)}<span class="sr-only">assigned to ${login}</span></span>`)}
    ${issue.comments > 0 ? html`<a class="comments" href="${path}">${icon('comment', 'comments:')} ${issue.comments}</a>` : ''}
  </div>
</li>`;
}

function commentCount({ comments }: Issue): string {
  if (comments === 0) return '';
  return comments === 1 ? ' · 1 comment' : ` · ${comments} comments`;
}

function parentOf({ parent_issue_url: url }: Issue, home: string): Html | '' {
  const [, owner, name, number] = /\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)$/.exec(url ?? '') ?? [];
  if (!number) return '';
  const elsewhere = `/${owner}/${name}` === home ? '' : `${owner}/${name}`;
  return html` · part of <a href="/${owner}/${name}/issues/${number}">${elsewhere}#${number}</a>`;
}

function pages({ query, hasNext }: IssueList, home: string): Html | '' {
  if (query.page === 1 && !hasNext) return '';
  const link = (page: number, rel: 'prev' | 'next', words: string): Html =>
    html`<a class="button" rel="${rel}" href="${address(home, { ...query, page })}">${words}</a>`;
  return html`<nav class="pages" aria-label="Pages">
  ${query.page > 1 ? link(query.page - 1, 'prev', 'Newer') : ''}
  <span class="muted">Page ${query.page}</span>
  ${hasNext ? link(query.page + 1, 'next', 'Older') : ''}
</nav>`;
}
