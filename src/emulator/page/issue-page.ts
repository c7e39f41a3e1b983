/** The page of one issue: its head, what is decided beside it, the discussion. */
import { html } from 'hono/html';
import { can } from './abilities.ts';
import { discussion } from './discussion.ts';
import type { Draft } from './draft.ts';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { pathOf, personLink, progress, referenceTo, stateBadge, when } from './parts.ts';
import { passPanel } from './pass-panel.ts';
import type { IssueModel } from './read-issue.ts';
import { sideColumn } from './side-column.ts';
import type { Visit } from './visit.ts';

export function issuePage(model: IssueModel, visit: Visit, draft: Draft): Html {
  return html`
<div class="issue-head">
  <div id="head" data-part>${head(model, visit, draft)}</div>
</div>
<div class="columns">
  <aside class="side" aria-label="Labels, assignees and more">${sideColumn(model, visit)}</aside>
  <div class="discussion">${discussion(model, visit, draft)}</div>
  ${visit.passes ? html`<aside class="beside" aria-label="What the app did">${passPanel(visit.passes.on(visit.repository.full_name, model.issue.number), visit.home)}</aside>` : ''}
</div>`;
}

function head(model: IssueModel, visit: Visit, draft: Draft): Html {
  const { issue } = model;
  const path = `${visit.home}/issues/${issue.number}`;
  const isEditing = draft.editing === 'title';
  const editLink = can(visit.viewer, 'edit', issue.user.login)
    ? html`<a class="button" href="${path}?edit=title">${icon('pencil')} Edit title</a>`
    : '';
  return html`${
    isEditing
      ? titleForm(issue.title, path, draft)
      : html`<div class="title-row"><h1>${issue.title} <span class="number">#${issue.number}</span></h1>
  <div class="title-actions">${editLink}<a class="button primary" href="${visit.home}/issues/new">New issue</a></div></div>`
  }
  <p class="issue-meta">${stateBadge(issue)}
  <span>${personLink(issue.user)} opened this on ${when(issue.created_at)}</span>
  ${parentLink(model, visit)} ${progress(issue.sub_issues_summary)}</p>`;
}

function titleForm(title: string, path: string, draft: Draft): Html {
  return html`<form class="title-form" method="post" action="${path}/title">
  <label for="title">Title</label>
  <input id="title" name="title" value="${draft.text ?? title}" required maxlength="256" autofocus>
  <button class="button primary">Save</button> <a class="button" href="${path}">Cancel</a>
</form>`;
}

function parentLink({ parent }: IssueModel, { home }: Visit): Html | '' {
  if (!parent) return '';
  return html`<span>Part of <a href="${pathOf(parent.html_url)}">${parent.title} <span class="muted">${referenceTo(parent.html_url, home)}</span></a></span>`;
}
