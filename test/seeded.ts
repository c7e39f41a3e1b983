/** Many postmortems of the past, put into the embedded GitHub directly: no app has seen them being made. */

import { nodeId } from '../src/emulator/state/ids.ts';
import type { Issue, Label, Repository } from '../src/emulator/state/model.ts';
import type { World as State } from '../src/emulator/state/world.ts';
import { headAttributes } from '../src/postmortem/document/head-attributes.ts';
import { regionText } from '../src/postmortem/document/write.ts';
import { measureToken } from '../src/postmortem/measures/token.ts';

export interface SeedOptions {
  readonly count: number;
  readonly years: number;
  /** Of a hundred, so many are still being written. */
  readonly openPercent?: number;
}

const minute = 60_000;
const yearMs = 365 * 24 * 60 * minute;
const titles = [
  'Checkout returns 500',
  'Search is slow',
  'Uploads are lost',
  'Login page unreachable',
  'Mail sent twice',
];

/** @returns the numbers of the postmortems, oldest first */
export function seedPostmortems(state: State, { count, years, openPercent = 1 }: SeedOptions): number[] {
  const repository = state.named('acme/shop');
  const bot = state.login('postmortems[bot]');
  const ann = state.login('ann');
  if (!repository || !bot || !ann) throw new Error('the embedded GitHub is not as usual');
  const labels = {
    incident: putLabel(state, repository, 'incident'),
    postmortem: putLabel(state, repository, 'postmortem'),
  };
  const numbers: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const at = Math.floor((state.now() - ((count - n) / count) * years * yearMs) / minute) * minute;
    const title = `${titles[n % titles.length]} (${n})`;
    const incident = putIssue(state, repository, { title, body: '', author: ann.id, labels: [labels.incident.id], at });
    const isOpen = n >= count - (count * openPercent) / 100;
    const body = bodyOf(n, at, incident.number);
    const postmortem = putIssue(
      state,
      repository,
      { title: `Postmortem: ${title}`, body, author: bot.id, labels: [labels.postmortem.id], at, isOpen },
      incident,
    );
    numbers.push(postmortem.number);
  }
  return numbers;
}

/** As another process would have written it, whose events come to it alone. */
export function renameUnheard(state: State, number: number, title: string): void {
  const repository = state.named('acme/shop');
  const issue = repository && state.issueNumbered(repository, number);
  if (!issue) throw new Error(`there is no #${number}`);
  issue.title = title;
  issue.updatedAt = state.now();
}

function bodyOf(n: number, at: number, incident: number): string {
  const ends = { discovered: at, mitigated: at + (5 + (n % 90)) * minute, over: at + (20 + (n % 300)) * minute };
  const row = (number: number, title: string, standing: 'done' | 'accepted') =>
    `- [${title}](http://localhost:3000/acme/shop/issues/${number})<br>P1 · ${standing} ${measureToken({ number, standing, priority: 'P1', ...(standing === 'accepted' ? { by: '2026-12-04' } : {}) })}`;
  return [
    regionText('head', {
      text: `**Over** · incident [#${incident}](http://localhost:3000/acme/shop/issues/${incident})`,
      attributes: { stage: 'review', ...headAttributes({ ends, muted: [], isLeftIncomplete: n % 7 === 0 }) },
    }),
    '## Summary\n\nFor some minutes people could not do what they came for.',
    '## Apology\n\nWe are sorry that people could not pay.',
    '## Impact\n\n120 people saw an error.',
    '## Contributing factors\n\n- **F1** Two changes, each safe alone, and nobody saw both.',
    '## Resolution\n\nWe rolled back.',
    `## Preventative measures\n\n${regionText('measures', {
      text: [
        row(1_000_000 + 2 * n, `Refuse what cannot work, number ${n}`, 'done'),
        ...(n % 9 === 0 ? [row(1_000_001 + 2 * n, `Page us earlier, number ${n}`, 'accepted')] : []),
      ].join('\n'),
      attributes: {},
    })}`,
  ].join('\n\n');
}

function putLabel(state: State, repository: Repository, name: string): Label {
  const known = state.labelNamed(repository, name);
  if (known) return known;
  const id = state.nextId('label');
  return state.putLabel({
    kind: 'Label',
    id,
    nodeId: nodeId('Label', id, repository.id),
    repository: repository.id,
    name,
    color: '5319e7',
    description: null,
  });
}

function putIssue(
  state: State,
  repository: Repository,
  one: { title: string; body: string; author: number; labels: number[]; at: number; isOpen?: boolean },
  parent?: Issue,
): Issue {
  const id = state.nextId('issue');
  const { title, body, author, labels, at, isOpen = false } = one;
  const issue = state.putIssue({
    kind: 'Issue',
    id,
    nodeId: nodeId('Issue', id, repository.id),
    repository: repository.id,
    number: repository.nextNumber,
    title,
    body,
    author,
    state: isOpen ? 'open' : 'closed',
    stateReason: isOpen ? null : 'completed',
    locked: false,
    lockReason: null,
    labels,
    assignees: [],
    parent: parent?.id ?? null,
    children: [],
    comments: [],
    reactions: [],
    edits: [],
    events: [],
    createdAt: at,
    updatedAt: at,
    lastEditedAt: null,
    closedAt: isOpen ? null : at + minute,
    closedBy: isOpen ? null : author,
  });
  repository.nextNumber += 1;
  parent?.children.push(id);
  return issue;
}
