import { expect, test } from 'vitest';
import { unreadRows } from '../../../src/postmortem/measures/unread.ts';

const row = (title: string, number: number, words = 'proposed') =>
  `- [${title}](https://github.com/acme/api/issues/${number})<br>${words} <!-- m${number} proposed -->`;
const region = [row('Alert', 4), 'A line of somebody.', row('Page us', 5)].join('\n');
const none = { measures: [], history: [] };

test('where all are read, none is kept', () => {
  expect(unreadRows({ ...none, unreadMeasures: 0 }, region)).toEqual([]);
});

test('what is not read stays as it was and says so, once', () => {
  const rows = [row('Alert', 4, 'proposed · cannot be read now'), row('Page us', 5, 'proposed · cannot be read now')];
  expect(unreadRows({ ...none, unreadMeasures: 2 }, region)).toEqual(rows);
  expect(unreadRows({ ...none, unreadMeasures: 2 }, rows.join('\n'))).toEqual(rows);
  expect(unreadRows({ ...none, unreadMeasures: 1 }, region)).toEqual(rows.slice(0, 1));
});

test('what was unlinked goes', () => {
  const child = { repo: 'acme/api', number: 4, body: '', ours: true };
  const by = { kind: 'person', login: 'ann' } as const;
  const history = [
    { what: 'linked', at: 1, by, child },
    { what: 'unlinked', at: 2, by, child },
  ] as const;
  expect(unreadRows({ ...none, history, unreadMeasures: 1 }, region)).toEqual([
    row('Page us', 5, 'proposed · cannot be read now'),
  ]);
});
