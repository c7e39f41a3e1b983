import { expect, test } from 'vitest';
import { readMuted } from '../../src/postmortem/status/read-muted.ts';
import { renderMuted } from '../../src/postmortem/status/worth-a-look.ts';

const nothing = { findings: [], worthALook: [], parts: 0, written: 0 };

test('what is shown as muted is read back', () => {
  const muted = [
    { rule: 'impact-no-number', why: 'nobody counted' },
    { rule: 'never-again', why: 'said of *another* `thing`' },
  ];
  const text = ['Before.', ...renderMuted({ ...nothing, muted }), 'After.'].join('\n\n');
  const read = [...readMuted(text)];
  expect(read.map(([rule]) => rule)).toEqual(['impact-no-number', 'never-again']);
  expect(read[0]?.[1]).toBe('nobody counted');
  expect([...readMuted(text.replaceAll('\n', '\r\n'))]).toEqual(read);
});

test.each([
  ['nothing', ''],
  ['another list', '<summary>Worth a look: 1 hint</summary>\n\n- `never-again` x\n'],
  ['words about it', 'Muted: 1 rule\n\n- `never-again` x\n'],
  ['a list below another', '<summary>Muted: 0 rules</summary>\n\n\n- `never-again` x\n'],
])('%s mutes nothing', (_, text) => {
  expect(readMuted(text).size).toBe(0);
});
