import { describe, expect, test } from 'vitest';
import { findInTimeline, type Noted, timelineRules } from '../../src/postmortem/checks/timeline-rules.ts';
import { readEntry } from '../../src/postmortem/timeline/entry.ts';
import { clock } from '../../src/postmortem/timeline/time-words.ts';

const context = { reference: Date.UTC(2026, 10, 20, 23, 55), zone: 'UTC' };

/** Rows as they would be typed, in order of time. */
function noted(lines: readonly string[]): Noted[] {
  return lines
    .map((line) => {
      const entry = readEntry(line, context);
      if ('refused' in entry) throw new Error(`${line}: ${entry.refused}`);
      return { ...entry, clock: clock(entry.at, 'UTC'), words: entry.text };
    })
    .sort((a, b) => a.at - b.at);
}

describe.each(timelineRules)('$id', ({ id, why, fires, quiet, find }) => {
  test('finds its example, and says what, where and the remedy', () => {
    const found = find(noted(fires));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^(?:has|says|gives|does not) .*[.?] .*[.?]$/);
    expect(why).toMatch(/\.$/);
  });

  test('leaves its other example alone, and an empty list', () => {
    expect(find(noted(quiet))).toEqual([]);
    expect(find([])).toEqual([]);
    expect(findInTimeline(noted(quiet)).map((one) => one.rule.id)).not.toContain(id);
  });
});

test('every rule has a name of its own', () => {
  expect(new Set(timelineRules.map((rule) => rule.id)).size).toBe(timelineRules.length);
});

test('what they say', () => {
  expect(timelineRules.map((rule) => `Timeline ${rule.find(noted(rule.fires))[0]}`).join('\n')).toMatchInlineSnapshot(`
    "Timeline does not say when it was noticed. Comment \`/timeline 14:02 discovered:\`, with the time and how you came to know.
    Timeline has no end. When it is over, comment \`/timeline over:\` and what told you so.
    Timeline has an entry at 15:45 after it was over at 15:30. Was it over then? Edit the comment of the one that is wrong.
    Timeline says mitigated at 13:50, before discovered at 14:02. Edit the comment whose time is wrong.
    Timeline says discovered more than once, at 14:02 and 14:10. Keep the one that counts, and edit the other into a plain entry.
    Timeline has nothing from 14:02 to 16:10, 2 h 8 min of it. How did it look in between, and what was tried?
    Timeline has the same entry at 12:05 and at 14:05. Is it one moment in two time zones? Delete or edit one of the comments.
    Timeline does not say when those it hurt were told. If they were, comment \`/timeline 14:20 comms:\` and how.
    Timeline says that people noticed first. How could an alert have told you? If one could, comment \`/measure\` and which.
    Timeline gives discovered as about 14:02. If a chat or a log knows better, edit the comment."
  `);
});
