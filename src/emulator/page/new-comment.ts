/** The box for the next comment. Its buttons also close and reopen the issue, with or without a comment, as on GitHub. */
import { html } from 'hono/html';
import { can } from './abilities.ts';
import type { Draft } from './draft.ts';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { avatar } from './parts.ts';
import type { IssueModel } from './read-issue.ts';
import type { Visit } from './visit.ts';

export function newComment({ issue }: IssueModel, visit: Visit, draft: Draft): Html {
  const { viewer, home } = visit;
  const text = draft.editing ? '' : (draft.text ?? '');
  return html`<form class="writer" method="post" action="${home}/issues/${issue.number}/comment"${text ? html` data-editing` : ''}>
  <label for="comment">${avatar(viewer.login)} Comment as <strong>${viewer.login}</strong></label>
  <textarea id="comment" name="body" rows="5" placeholder="Markdown works. So do commands such as /timeline 14:05 what happened">
${text}</textarea>
  ${visit.commands.length > 0 ? commandMenu(visit, issue.number) : ''}
  <div class="writer-actions">
    <button class="button primary" name="state" value="">Comment</button>
    ${can(viewer, 'close', issue.user.login) ? (issue.state === 'open' ? closeButtons() : reopenButton()) : ''}
  </div>
</form>`;
}

/** Each can be put into the box; without JavaScript by the address. */
function commandMenu({ commands, home, markdown }: Visit, number: number): Html {
  const rows = commands.map(
    ({ usage, does, example }) => html`<li>
      <a href="${home}/issues/${number}?${new URLSearchParams({ comment: example })}#comment" data-insert="${example}"><code>${usage}</code></a>
      <div class="muted">${markdown(does, '')}</div></li>`,
  );
  return html`<details class="commands"><summary>${icon('command')} Commands: what you can write besides words</summary><ul>${rows}</ul></details>`;
}

function closeButtons(): Html {
  return html`<button class="button" name="state" value="completed">${icon('completed')} Close as completed</button>
  <details class="menu up"><summary class="button">Close otherwise ${icon('caret')}</summary><div class="menu-panel">
    <button name="state" value="not_planned">${icon('not_planned')} <span><strong>Close as not planned</strong><span class="muted">Will not be done, or cannot be reproduced</span></span></button>
    <button name="state" value="duplicate">${icon('duplicate')} <span><strong>Close as duplicate</strong><span class="muted">Another issue covers it</span></span></button>
  </div></details>`;
}

function reopenButton(): Html {
  return html`<button class="button" name="state" value="open">${icon('reopened')} Reopen issue</button>`;
}
