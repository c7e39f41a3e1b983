/** A text by somebody with what can be done about it: the issue's body, or a comment. Hidden comments are folded with the reason. */
import { html } from 'hono/html';
import { can } from './abilities.ts';
import type { Draft } from './draft.ts';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { avatar, personLink, when } from './parts.ts';
import { reactionBar } from './reactions.ts';
import type { IssueModel } from './read-issue.ts';
import type { Comment, Issue } from './shapes.ts';
import type { Visit } from './visit.ts';

/** GitHub's reasons, as GraphQL names them and as people read them. */
export const hideReasons: ReadonlyMap<string, string> = new Map([
  ['OUTDATED', 'Outdated'],
  ['RESOLVED', 'Resolved'],
  ['DUPLICATE', 'Duplicate'],
  ['OFF_TOPIC', 'Off-topic'],
  ['SPAM', 'Spam'],
  ['ABUSE', 'Abuse'],
]);

export function bodyBox({ issue, ownReactions }: IssueModel, visit: Visit, draft: Draft): Html {
  const path = `${visit.home}/issues/${issue.number}`;
  const body = issue.body ?? '';
  const isEditing = draft.editing === 'body';
  const menu =
    !isEditing && can(visit.viewer, 'edit', issue.user.login)
      ? html`<a class="quiet" href="${path}?edit=body#body">${icon('pencil')} Edit<span class="sr-only"> the description</span></a>`
      : '';
  const content = isEditing
    ? editForm({ action: `${path}/body`, cancel: path, text: draft.text ?? body, label: 'Description', rows: 24 })
    : rendered(body, issue, visit, 'No description provided.');
  return html`<article class="comment" aria-label="Description by ${issue.user.login}">
  <header>${avatar(issue.user.login)} ${personLink(issue.user)} <span class="muted">${when(issue.created_at)}</span> <span class="push">${menu}</span></header>
  ${content}${isEditing ? '' : reactionsOf(issue, ownReactions, path, '#body')}
</article>`;
}

export function commentBox(comment: Comment, { issue, ownReactions }: IssueModel, visit: Visit, draft: Draft): Html {
  const path = `${visit.home}/issues/${issue.number}`;
  const { id, user, body } = comment;
  const anchor = `#issuecomment-${id}`;
  const edited = comment.updated_at === comment.created_at ? '' : html` <span class="muted">· edited</span>`;
  const isEditing = draft.editing === `${id}`;
  const box = html`<article class="comment" aria-label="Comment by ${user.login}">
  <header>${avatar(user.login)} ${personLink(user)} <a class="muted" href="${anchor}">${when(comment.created_at)}</a>${edited}
    <span class="push">${commentMenu(comment, path, visit)}</span></header>
  ${
    isEditing
      ? editForm({
          action: `${path}/comments/${id}/edit`,
          cancel: `${path}${anchor}`,
          text: draft.text ?? body,
          label: 'Comment',
          rows: 8,
        })
      : rendered(body, issue, visit, 'This comment is empty.')
  }${isEditing ? '' : reactionsOf(comment, ownReactions, path, anchor)}
</article>`;
  if (!comment.minimized || isEditing) return box;
  const reason = comment.minimized.reason?.toLowerCase().replaceAll('_', '-') ?? 'hidden';
  return html`<details class="folded"><summary>${icon('more')} <span>A comment by <strong>${user.login}</strong> is hidden as ${reason}.</span></summary>${box}</details>`;
}

function reactionsOf(
  { node_id: subject, reactions }: Issue | Comment,
  own: IssueModel['ownReactions'],
  path: string,
  anchor: string,
): Html {
  const mine = new Set(own.find(([id]) => id === subject)?.[1]);
  return reactionBar({ reactions, subject, mine, action: `${path}/react`, anchor });
}

function rendered(body: string, issue: Issue, visit: Visit, placeholder: string): Html {
  if (!body.trim()) return html`<div class="markdown-body"><p><em>${placeholder}</em></p></div>`;
  return html`<div class="markdown-body">${visit.markdown(body, new URL(issue.html_url).origin)}</div>`;
}

interface EditForm {
  readonly action: string;
  readonly cancel: string;
  readonly text: string;
  readonly label: string;
  readonly rows: number;
}

/** The textarea begins with a line break because HTML drops the first one. */
function editForm({ action, cancel, text, label, rows }: EditForm): Html {
  return html`<form class="writer" method="post" action="${action}" data-editing>
  <label for="edited">${label}</label>
  <textarea id="edited" name="body" rows="${rows}" autofocus>
${text}</textarea>
  <p class="writer-actions"><button class="button primary">Save</button> <a class="button" href="${cancel}">Cancel</a></p>
</form>`;
}

function commentMenu(comment: Comment, path: string, { viewer }: Visit): Html | '' {
  const author = comment.user.login;
  const action = `${path}/comments/${comment.id}`;
  const items = [
    can(viewer, 'edit', author) && html`<a href="${path}?edit=${comment.id}#issuecomment-${comment.id}">Edit</a>`,
    can(viewer, 'hide', author) && (comment.minimized ? showForm(action) : hideForm(action, comment.id)),
    can(viewer, 'remove', author) &&
      html`<form method="post" action="${action}/delete" data-confirm="Delete this comment?"><button class="danger">Delete</button></form>`,
  ].filter((item) => item !== false);
  if (items.length === 0) return '';
  return html`<details class="menu">
  <summary aria-label="Edit, hide or delete the comment by ${author}">${icon('more')}</summary>
  <div class="menu-panel">${items}</div>
</details>`;
}

function showForm(action: string): Html {
  return html`<form method="post" action="${action}/show"><button>Show again</button></form>`;
}

function hideForm(action: string, id: number): Html {
  const options = [...hideReasons].map(([value, words]) => html`<option value="${value}">${words}</option>`);
  return html`<form class="hide" method="post" action="${action}/hide">
  <label for="reason-${id}">Hide as</label> <select id="reason-${id}" name="reason">${options}</select> <button class="button">Hide</button>
</form>`;
}
