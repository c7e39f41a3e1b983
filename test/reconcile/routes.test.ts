import { expect, test } from 'vitest';
import { defaults } from '../../src/postmortem/configuration/schema.ts';
import { keyText } from '../../src/reconcile/key.ts';
import { type Payload, route } from '../../src/reconcile/routes.ts';

const base: Payload = { installation: { id: 7 }, repository: { full_name: 'acme/shop' }, sender: { login: 'wes' } };
const issue = (number: number, ...labels: string[]) => ({ number, labels: labels.map((name) => ({ name })) });

function routed(event: string, payload: Payload): string {
  const result = route(event, { ...base, ...payload }, 'postmortems[bot]');
  if ('resync' in result) return `resync ${result.resync}`;
  return result.mark
    .map(({ key, isSure }) => `${keyText(key)}${isSure ? '' : ' if not known as unrelated'}`)
    .join(', ');
}

test.each<[name: string, event: string, payload: Payload, expected: string]>([
  ['an incident is labelled', 'issues', { action: 'labeled', issue: issue(212, 'incident') }, 'case:7:acme/shop#212'],
  [
    'the label is taken off',
    'issues',
    { action: 'unlabeled', issue: issue(212), label: { name: 'Incident' } },
    'case:7:acme/shop#212',
  ],
  [
    'any label, which may be one that the repository has chosen',
    'issues',
    { action: 'labeled', issue: issue(9, 'outage') },
    'case:7:acme/shop#9',
  ],
  ['an ordinary issue is opened', 'issues', { action: 'opened', issue: issue(9) }, ''],
  [
    'an ordinary issue is closed',
    'issues',
    { action: 'closed', issue: issue(9) },
    'case:7:acme/shop#9 if not known as unrelated',
  ],
  [
    'small talk',
    'issue_comment',
    { action: 'created', issue: issue(9), comment: { body: 'hello' } },
    'case:7:acme/shop#9 if not known as unrelated',
  ],
  [
    'a command on an issue that may be anything',
    'issue_comment',
    { action: 'created', issue: issue(9), comment: { body: 'a\n/timeline b' } },
    'case:7:acme/shop#9',
  ],
  [
    'a command edited away',
    'issue_comment',
    { action: 'edited', issue: issue(9), comment: { body: 'b' }, changes: { body: { from: '/timeline b' } } },
    'case:7:acme/shop#9',
  ],
  [
    'a measure is closed',
    'issues',
    { action: 'closed', issue: issue(216, 'preventative measure') },
    'case:7:acme/shop#216',
  ],
  ['the index is edited', 'issues', { action: 'edited', issue: issue(3, 'postmortem-index') }, 'index:7:acme/shop#0'],
  [
    'a pull request is labelled',
    'issues',
    { action: 'labeled', issue: { ...issue(5, 'incident'), pull_request: {} } },
    '',
  ],
  [
    'our own edit',
    'issues',
    { action: 'edited', issue: issue(213, 'postmortem'), sender: { login: 'postmortems[bot]' } },
    '',
  ],
  [
    'our own edit of another text than the one it was made from',
    'issues',
    {
      action: 'edited',
      issue: { ...issue(213, 'postmortem'), body: '<!-- postmortems:head base=00000000 -->' },
      changes: { body: { from: 'saved by somebody' } },
      sender: { login: 'postmortems[bot]' },
    },
    'case:7:acme/shop#213',
  ],
  [
    'another bot',
    'issues',
    { action: 'closed', issue: issue(213, 'postmortem'), sender: { login: 'stale[bot]' } },
    'case:7:acme/shop#213',
  ],
  [
    'a measure is unlinked',
    'sub_issues',
    {
      action: 'sub_issue_removed',
      parent_issue: issue(213),
      sub_issue: issue(45),
      sub_issue_repo: { full_name: 'acme/api' },
    },
    'case:7:acme/shop#213, case:7:acme/api#45',
  ],
  ['the App is installed', 'installation', { action: 'created' }, 'resync 7'],
  ['a repository joins', 'installation_repositories', { action: 'added' }, 'resync 7'],
  ['the App is removed', 'installation', { action: 'deleted' }, ''],
  ['a repository is renamed', 'repository', { action: 'renamed' }, 'resync 7'],
  ['an event of a name that objects have', 'constructor', { action: 'x' }, ''],
  ['an issue event without an issue', 'issues', { action: 'labeled' }, ''],
])('%s', (_, event, payload, expected) => {
  expect(routed(event, payload)).toBe(expected);
});

test('without an installation there is nobody to act as', () => {
  expect(route('issues', { issue: issue(1, 'incident'), repository: { full_name: 'a/b' } }, 'x[bot]')).toEqual({
    mark: [],
  });
});

test('labels are known by the names that the repository gives them', () => {
  const labels = { ...defaults.labels, incident: ['Outage'], index: 'list' };
  const keysOf = (label: string, repo = 'acme/shop') => {
    const payload = { ...base, action: 'closed', issue: issue(9, label), repository: { full_name: repo } };
    const result = route('issues', payload, 'postmortems[bot]', (of) => (of === 'acme/shop' ? labels : undefined));
    return 'mark' in result ? result.mark.map(({ key, isSure }) => `${keyText(key)} ${isSure}`) : [];
  };
  expect(keysOf('outage')).toEqual(['case:7:acme/shop#9 true']);
  expect(keysOf('incident')).toEqual(['case:7:acme/shop#9 false']);
  expect(keysOf('List')).toEqual(['index:7:acme/shop#0 true']);
  expect(keysOf('postmortem-index')).toEqual(['case:7:acme/shop#9 false']);
  expect(keysOf('postmortem-index', 'acme/api')).toEqual(['index:7:acme/api#0 true']);
});
