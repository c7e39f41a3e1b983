import { describe, expect, test } from 'vitest';
import { readOutline } from '../../../src/postmortem/document/outline.ts';

/** The sections of a text, each with the heading that was found. */
function sectionsOf(text: string): string[] {
  return readOutline(text, { isPostmortem: true }).sections.map((one) => `${one.line} ${one.id}: ${one.heading}`);
}

describe('an outline', () => {
  test('tells the kind, the sections and the timeline', () => {
    const text =
      '# Shop was down, 2026-03-02\n\n## What happened\n\nNobody could pay.\n\n## Timeline (UTC)\n\n- 14:05 alert\n- 14:20 rolled back\n\n## Root cause\n\nA full disk.\n';
    expect(readOutline(text)).toMatchObject({
      kind: 'postmortem',
      sections: [
        { id: 'summary', heading: 'What happened', line: 3, form: 'heading' },
        { id: 'timeline', heading: 'Timeline (UTC)', line: 7, form: 'heading' },
        { id: 'factors', heading: 'Root cause', line: 12, form: 'heading' },
      ],
      timeline: [
        { line: 9, at: Date.UTC(2026, 2, 2, 14, 5), text: 'alert' },
        { line: 10, at: Date.UTC(2026, 2, 2, 14, 20), text: 'rolled back' },
      ],
    });
  });

  test('has labels where there are no headings', () => {
    const text =
      'We had an outage.\n\n**Impact:** 12 people\n\n**Root cause**: a limit\n\n**What went well?**\n\nAlerts.\n';
    expect(sectionsOf(text)).toEqual(['3 impact: Impact', '5 factors: Root cause', '7 lessons: What went well?']);
  });
});
