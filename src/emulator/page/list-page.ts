/** The list of a repository's issues: pinned ones on top, open and closed ones, one label at a time. */
import { html } from 'hono/html';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { avatar, labelChip, personLink, progress, stateIcon, when } from './parts.ts';
import type { IssueList, ListQuery } from './read-list.ts';
import type { Issue } from './shapes.ts';

export function listPage(list: IssueList, home: string): Html {
  const { query, issues } = list;
  return html`
<div class="list-head">
  <h1>Issues</h1>
  <a class="button primary" href="${home}/issues/new">New issue</a>
</div>
<section id="pinned" data-part aria-label="Pinned issues">
${list.pinned.length > 0 ? html`<ul class="pinned">${list.pinned.map((issue) => pinnedCard(issue, home))}</ul>` : ''}
</section>
<div class="box">
  <div class="box-head" id="tabs" data-part>
    <nav aria-label="State">${tab(list, 'open', home)} ${tab(list, 'closed', home)}</nav>
    ${labelMenu(list, home)}
  </div>
  ${query.label ? html`<p class="filter">Only with ${labelChip(list.labels.find(({ name }) => name === query.label) ?? { name: query.label })} <a href="${address(home, { ...query, label: undefined, page: 1 })}">Show all</a></p>` : ''}
  ${
    issues.length === 0
      ? html`<div class="empty" id="rows" data-part><p>No ${query.state} issues${query.label ? ' with this label' : ''}.</p></div>`
      : html`<ul class="rows" id="rows" data-list>${issues.map((issue) => row(issue, list, home))}</ul>`
  }
</div>
${pages(list, home)}`;
}

/** An address of the list; what is as usual is left out. */
function address(home: string, query: ListQuery): string {
  const parameters = new URLSearchParams();
  if (query.state === 'closed') parameters.set('state', 'closed');
  if (query.label) parameters.set('label', query.label);
  if (query.page > 1) parameters.set('page', `${query.page}`);
  return `${home}/issues${parameters.size > 0 ? `?${parameters}` : ''}`;
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
  <div class="menu-panel"><p class="menu-title">Filter by label</p>
    <ul>${labels.map(
      (
        label,
      ) => html`<li><a href="${address(home, { ...query, label: label.name, page: 1 })}"${label.name === query.label ? html` aria-current="true"` : ''}>
      ${labelChip(label)}<span class="muted">${label.description}</span></a></li>`,
    )}</ul>
  </div>
</details>`;
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
  const labelHref = (label: string): string => address(home, { ...query, label, page: 1 });
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
