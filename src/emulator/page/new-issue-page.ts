/** The form for a new issue. */
import { html } from 'hono/html';
import { can } from './abilities.ts';
import type { Html } from './html.ts';
import type { Label } from './shapes.ts';
import { labelBoxes, offeredLabels } from './side-column.ts';
import type { Visit } from './visit.ts';

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

export function newIssuePage(visit: Visit, labels: readonly Label[], draft: NewIssue): Html {
  return html`<div class="narrow">
<h1>New issue</h1>
<form class="writer stacked" method="post" action="${visit.home}/issues">
  <label for="title">Title</label>
  <input id="title" name="title" value="${draft.title}" required maxlength="256" autofocus>
  <label for="body">Description</label>
  <textarea id="body" name="body" rows="12" placeholder="What is happening, and since when?">
${draft.body}</textarea>
  ${
    can(visit.viewer, 'label')
      ? html`<fieldset class="inline-choices"><legend>Labels</legend>${labelBoxes(offeredLabels(labels, visit), new Set(draft.labels))}</fieldset>`
      : ''
  }
  <p class="writer-actions"><button class="button primary">Create</button> <a class="button" href="${visit.home}/issues">Cancel</a></p>
</form></div>`;
}
