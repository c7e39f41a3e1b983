/** Labels, assignees, parent and pin: what is decided about an issue beside its text. Controls are there for who may use them. */
import { html } from 'hono/html';
import { can } from './abilities.ts';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { avatar, labelChip, pathOf, referenceTo, stateIcon } from './parts.ts';
import type { IssueModel } from './read-issue.ts';
import type { Label } from './shapes.ts';
import type { Visit } from './visit.ts';

/** Offered even before the repository has them. */
const wellKnown: readonly Label[] = [
  { name: 'incident', color: 'd73a4a', description: 'Something is or was broken for people' },
  { name: 'security', color: '5319e7', description: 'Not for a public page' },
];

export function sideColumn(model: IssueModel, visit: Visit): Html {
  return html`
<section id="labels" data-part>${labels(model, visit)}</section>
<section id="assignees" data-part>${assignees(model, visit)}</section>
<section id="parent" data-part class="${model.parent ? '' : 'none'}">${parent(model, visit)}</section>
<section id="pin" data-part>${pin(model, visit)}</section>`;
}

function labels(model: IssueModel, visit: Visit): Html {
  const { issue } = model;
  const chips = issue.labels.map((label) =>
    labelChip(label, `${visit.home}/issues?${new URLSearchParams({ label: label.name })}`),
  );
  return html`<h2>Labels</h2>
  <div class="side-value labels">${chips.length > 0 ? chips : html`<span class="muted">None yet</span>`}</div>
  ${can(visit.viewer, 'label') ? labelPicker(model, visit) : ''}`;
}

/** The labels to choose from, the well-known ones first; those who may make labels see them before they exist. */
export function offeredLabels(known: readonly Label[], visit: Visit): readonly Label[] {
  const first = wellKnown.flatMap((label) => {
    const existing = known.find(({ name }) => name.toLowerCase() === label.name);
    return existing ?? (can(visit.viewer, 'newLabel') ? label : []);
  });
  return [...first, ...known.filter((label) => !first.includes(label))];
}

/** The hidden fields tell what was set when the page was shown, so that only what the person changed is changed. */
function labelPicker({ issue, labels: known }: IssueModel, visit: Visit): Html {
  const set = new Set(issue.labels.map(({ name }) => name));
  const newLabel = html`<label for="new-label">Another one</label> <input id="new-label" name="new" maxlength="50" autocomplete="off">`;
  return html`<details class="menu picker"><summary>${icon('gear')} <span>Change<span class="sr-only"> labels</span></span></summary>
  <form class="menu-panel" method="post" action="${visit.home}/issues/${issue.number}/labels">
    <fieldset><legend class="menu-title">Labels</legend>
    ${[...set].map((name) => html`<input type="hidden" name="was" value="${name}">`)}
    ${labelBoxes(offeredLabels(known, visit), set)}
    </fieldset>
    <div class="menu-foot">${can(visit.viewer, 'newLabel') ? newLabel : ''}<button class="button primary">Apply</button></div>
  </form></details>`;
}

/** One checkbox each. */
export function labelBoxes(offered: readonly Label[], set: ReadonlySet<string>): Html[] {
  return offered.map(
    (
      label,
    ) => html`<label class="choice"><input type="checkbox" name="label" value="${label.name}"${set.has(label.name) ? html` checked` : ''}>
      <span>${labelChip(label)}<span class="muted">${label.description}</span></span></label>`,
  );
}

function assignees({ issue }: IssueModel, visit: Visit): Html {
  const people = issue.assignees.map(
    ({ login }) => html`<a class="person" href="/${login}">${avatar(login)} ${login}</a>`,
  );
  return html`<h2>Assignees</h2>
  <div class="side-value">${people.length > 0 ? people : html`<span class="muted">Nobody yet</span>`}</div>
  ${can(visit.viewer, 'assign') ? assigneePicker({ issue }, visit) : ''}`;
}

function assigneePicker({ issue }: Pick<IssueModel, 'issue'>, visit: Visit): Html {
  const set = new Set(issue.assignees.map(({ login }) => login));
  const offered = visit.users.filter(({ role }) => role !== 'visitor');
  return html`<details class="menu picker"><summary>${icon('gear')} <span>Change<span class="sr-only"> assignees</span></span></summary>
  <form class="menu-panel" method="post" action="${visit.home}/issues/${issue.number}/assignees">
    <fieldset><legend class="menu-title">Assignees</legend>
    ${[...set].map((login) => html`<input type="hidden" name="was" value="${login}">`)}
    ${offered.map(
      ({
        login,
        role,
      }) => html`<label class="choice"><input type="checkbox" name="login" value="${login}"${set.has(login) ? html` checked` : ''}>
      ${avatar(login)} <span>${login} <span class="muted">${role}</span></span></label>`,
    )}
    </fieldset>
    <div class="menu-foot"><button class="button primary">Apply</button></div>
  </form></details>`;
}

function parent({ parent: above }: IssueModel, { home }: Visit): Html {
  return html`<h2>Parent issue</h2>
  <div class="side-value">${
    above
      ? html`<span class="parent">${stateIcon(above)} <a href="${pathOf(above.html_url)}">${above.title} <span class="muted">${referenceTo(above.html_url, home)}</span></a></span>`
      : html`<span class="muted">None</span>`
  }</div>`;
}

function pin({ issue, isPinned }: IssueModel, visit: Visit): Html {
  const action = `${visit.home}/issues/${issue.number}/${isPinned ? 'unpin' : 'pin'}`;
  return html`<h2>Pinned</h2>
  <div class="side-value">${isPinned ? html`${icon('pin')} On top of the list` : html`<span class="muted">No</span>`}</div>
  ${can(visit.viewer, 'pin') ? html`<form method="post" action="${action}"><button class="quiet">${icon('pin')} ${isPinned ? 'Unpin' : 'Pin'} issue</button></form>` : ''}`;
}
