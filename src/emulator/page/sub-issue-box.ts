/** The sub-issues of an issue with state and progress, and a field to add one. Absent where there is nothing to see or do. */
import { html } from 'hono/html';
import { can } from './abilities.ts';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { avatar, labelChip, pathOf, progress, referenceTo, stateIcon } from './parts.ts';
import type { IssueModel } from './read-issue.ts';
import type { Issue } from './shapes.ts';
import type { Visit } from './visit.ts';

export function subIssueBox({ issue, subIssues }: IssueModel, visit: Visit): Html | '' {
  const mayLink = can(visit.viewer, 'link');
  const action = `${visit.home}/issues/${issue.number}/sub-issues`;
  if (subIssues.length === 0) return mayLink ? html`<div class="sub-issues-empty">${addMenu(action)}</div>` : '';
  return html`<section class="box sub-issues" aria-labelledby="sub-issues-title">
  <div class="box-head"><h2 id="sub-issues-title">Sub-issues</h2> ${progress(issue.sub_issues_summary)} <span class="push">${mayLink ? addMenu(action) : ''}</span></div>
  <ul class="rows">${subIssues.map((child) => row(child, action, mayLink, visit))}</ul>
</section>`;
}

function row(child: Issue, action: string, mayLink: boolean, { home }: Visit): Html {
  const remove = html`<form method="post" action="${action}"><input type="hidden" name="remove" value="${child.id}">
    <button class="quiet" aria-label="Remove the sub-issue ${child.title}" title="Remove from this issue">Remove</button></form>`;
  return html`<li class="row">${stateIcon(child)}
  <div class="row-main"><a href="${pathOf(child.html_url)}">${child.title}</a> <span class="muted">${referenceTo(child.html_url, home)}</span>
    <span class="labels">${child.labels.map((label) => labelChip(label))}</span> ${progress(child.sub_issues_summary)}</div>
  <div class="row-side">${child.assignees.map(({ login }) => html`<span title="Assigned to ${login}">${avatar(login)}<span class="sr-only">assigned to ${login}</span></span>`)}
    ${mayLink ? remove : ''}</div></li>`;
}

function addMenu(action: string): Html {
  return html`<details class="menu"><summary class="button small">${icon('plus')} Add sub-issue</summary>
  <form class="menu-panel padded" method="post" action="${action}">
    <label for="sub-issue">Number or address of an issue</label>
    <p class="field"><input id="sub-issue" name="add" placeholder="#12" required> <button class="button primary">Add</button></p>
  </form></details>`;
}
