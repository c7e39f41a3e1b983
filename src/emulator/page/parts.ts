/** Small pieces that several pages share: a person, an instant, a label, the state of an issue, progress. */
import { html } from 'hono/html';
import type { Html } from './html.ts';
import { type IconName, icon } from './icons.ts';
import { labelClass } from './label-colour.ts';
import type { Author, Issue, Label } from './shapes.ts';

const instant = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `20 Nov 2026, 14:02 UTC`. Never "3 hours ago", which goes stale while one reads. */
export function when(iso: string): Html {
  return html`<time datetime="${iso}">${instant.format(new Date(iso))} UTC</time>`;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });

/** `14:02:07`, of a day that is plain from where it stands. */
export function clockTime(iso: string): Html {
  return html`<time datetime="${iso}">${clock.format(new Date(iso))}</time>`;
}

export function avatar(login: string, size: 20 | 40 = 20): Html {
  return html`<img class="avatar" src="/avatars/${encodeURIComponent(login)}" alt="" width="${size}" height="${size}">`;
}

/** A name with a link to who that is; bots are told apart by a word. */
export function personLink({ login, type }: Author): Html {
  if (type !== 'Bot') return html`<a class="person" href="/${login}">${login}</a>`;
  const name = login.replace(/\[bot\]$/, '');
  return html`<a class="person" href="/apps/${name}">${name}</a> <span class="tagged">bot</span>`;
}

export function labelChip({ name, color, description }: Pick<Label, 'name'> & Partial<Label>, href?: string): Html {
  const title = description ? html` title="${description}"` : '';
  return href
    ? html`<a class="label ${labelClass(color)}" href="${href}"${title}>${name}</a>`
    : html`<span class="label ${labelClass(color)}"${title}>${name}</span>`;
}

interface State {
  readonly icon: IconName;
  readonly words: string;
}

const closedStates: Readonly<Record<string, State>> = {
  completed: { icon: 'completed', words: 'Closed as completed' },
  not_planned: { icon: 'not_planned', words: 'Closed as not planned' },
  duplicate: { icon: 'duplicate', words: 'Closed as duplicate' },
};
const closed: State = { icon: 'completed', words: 'Closed' };

export function stateOf(issue: Pick<Issue, 'state' | 'state_reason'>): State {
  if (issue.state === 'open') return { icon: 'open', words: 'Open' };
  return closedStates[issue.state_reason ?? ''] ?? closed;
}

/** The icon of a state alone, with its words for who cannot see it. */
export function stateIcon(issue: Pick<Issue, 'state' | 'state_reason'>): Html {
  const state = stateOf(issue);
  return html`<span class="state-icon state-${state.icon}" title="${state.words}">${icon(state.icon, state.words)}</span>`;
}

export function stateBadge(issue: Pick<Issue, 'state' | 'state_reason'>): Html {
  const state = stateOf(issue);
  return html`<span class="badge badge-${state.icon}">${icon(state.icon)} ${state.words}</span>`;
}

/** `2 of 3` with a ring that shows the same; nothing without sub-issues. */
export function progress(summary: Issue['sub_issues_summary']): Html | '' {
  if (!summary || summary.total === 0) return '';
  const { completed, total } = summary;
  return html`<span class="progress" title="${completed} of ${total} sub-issues are closed">
    <svg class="ring" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <circle class="ring-whole" cx="8" cy="8" r="6.5" />
      <circle class="ring-part" cx="8" cy="8" r="6.5" pathLength="100" stroke-dasharray="${Math.round((completed / total) * 100)} 100" transform="rotate(-90 8 8)" />
    </svg>${completed} of ${total}<span class="sr-only"> sub-issues closed</span></span>`;
}

/** The path of an issue on this server, from the address that REST prints; a path stays as it is. */
export function pathOf(htmlUrl: string): string {
  return URL.canParse(htmlUrl) ? new URL(htmlUrl).pathname : htmlUrl;
}

/** `#13`, or `acme/web#13` when it lives elsewhere. */
export function referenceTo(htmlUrl: string, home: string): string {
  const [, owner, name, , number] = pathOf(htmlUrl).split('/');
  return `/${owner}/${name}` === home ? `#${number}` : `${owner}/${name}#${number}`;
}
