import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, readDocument, writtenIn } from '../../src/postmortem/document/read.ts';
import { primeDirective, type SectionId, sectionByHeading, sections } from '../../src/postmortem/document/sections.ts';
import { openingBody, type Regions, spliceBody } from '../../src/postmortem/document/write.ts';
import { closeMarker, openMarker } from '../../src/postmortem/markers.ts';

/** The others are known where people write them, and never added. */
const added = sections.filter((one) => one.arrives !== 'never');
const review = sections.filter((one) => one.arrives === 'review').map((one) => one.id);

function read(text: string): Document {
  const document = readDocument(text);
  if ('hostile' in document) throw new Error(document.hostile);
  return document;
}

/** What is to stand in the regions. As with rows, what is in the timeline stays there. */
function regionsFor(document: Document, measures: boolean): Regions {
  return {
    head: { text: '**Over**', attributes: { stage: 'review' } },
    timeline: { text: document.regions.get('timeline')?.inside || '- 14:02 row', attributes: { rev: '2' } },
    measures: measures ? { text: '- [Alert](https://x.y/1)<br>proposed', attributes: {} } : undefined,
  };
}

function write(text: string, arriving: readonly SectionId[] = [], measures = arriving.length > 0): string {
  const document = read(text);
  return spliceBody(document, regionsFor(document, measures), arriving);
}

const opening = openingBody({
  head: { text: '**Ongoing**', attributes: {} },
  timeline: { text: 'Nothing yet.', attributes: {} },
  measures: undefined,
});

describe('the body', () => {
  test('at its opening', () => {
    expect(opening).toMatchInlineSnapshot(`
      "<!-- postmortems:head -->

      **Ongoing**

      <!-- /postmortems:head -->

      ## Summary

      <!-- How would you tell a customer what is happening? One or two sentences. -->

      ## Impact

      <!-- How do people notice it, how many, since when? A rough number beats none. -->

      ## Timeline

      <!-- postmortems:timeline -->

      Nothing yet.

      <!-- /postmortems:timeline -->
      "
    `);
  });

  test('when the review begins', () => {
    expect(write(opening, review)).toMatchInlineSnapshot(`
      "<!-- postmortems:head stage=review -->

      **Over**

      <!-- /postmortems:head -->

      ## Summary

      <!-- How would you tell a customer what is happening? One or two sentences. -->

      ## Apology

      <!-- How would you say sorry to those it hurt? Name them, and what they could not do. -->

      ## Impact

      <!-- How do people notice it, how many, since when? A rough number beats none. -->

      ## Timeline

      <!-- postmortems:timeline rev=2 -->

      Nothing yet.

      <!-- /postmortems:timeline -->

      ## Contributing factors

      > Everyone did the best they could with what they knew at the time. We ask how it happened, never who. [Why](https://retrospectivewiki.org/index.php?title=The_Prime_Directive)

      <!-- How did each thing that helped it along come to be? One line for each; most incidents have several. -->

      ## Resolution

      <!-- How did it end? What did you do, and how did you see that it worked? -->

      ## Preventative measures

      <!-- postmortems:measures -->

      - [Alert](https://x.y/1)<br>proposed

      <!-- /postmortems:measures -->

      <!-- How could this kind of problem become less likely, or be noticed sooner? Comment \`/measure\` and the idea. If nothing is worth doing, edit the page and say why under this heading. -->

      ## Lessons

      <!-- How did it go well, where were you lucky, what surprised you? -->

      ## Artifacts

      <!-- How can somebody see it for themselves? Dashboards, chats, pull requests, logs. -->
      "
    `);
  });

  test('of nothing', () => {
    expect(write('')).toMatchInlineSnapshot(`
      "<!-- postmortems:head stage=review -->

      **Over**

      <!-- /postmortems:head -->

      ## Timeline

      <!-- postmortems:timeline rev=2 -->

      - 14:02 row

      <!-- /postmortems:timeline -->
      "
    `);
  });
});

describe('sections', () => {
  test.each<[string, SectionId | undefined]>([
    ['Summary', 'summary'],
    ['TL;DR', 'summary'],
    ['1. Summary:', 'summary'],
    ['📅 Timeline (UTC)', 'timeline'],
    ['  root   cause ', 'factors'],
    ['Follow-ups', 'measures'],
    ['**Impact**', 'impact'],
    ['Impact on the business of our customers', 'impact'],
    ['Impact of the new prices on sales', undefined],
    ['', undefined],
    ['(((((', undefined],
    ['x'.repeat(100_000), undefined],
  ])('%.30s', (heading, id) => {
    expect(sectionByHeading(heading)).toBe(id);
  });

  test('arrive once, each before the first that comes after it', () => {
    const once = write(opening, review);
    const order = [...read(once).sections].sort((a, b) => a.headingStart - b.headingStart).map((one) => one.id);
    expect(order).toEqual(added.map((one) => one.id));
    expect(write(once, review)).toBe(once);
  });

  test('written by hand under another name are not doubled', () => {
    const own = `${opening}\n## Root cause\n\nA limit.\n\nWhat we will do\n===============\n\n## Action items\n\nNone.\n`;
    const written = write(own, review);
    expect(written).not.toContain('## Contributing factors');
    expect(written).not.toContain('## Preventative measures');
    expect(written).toContain('## Action items\n\n<!-- postmortems:measures -->\n');
    expect(read(written).sections.map((one) => one.id)).toContain('factors');
  });

  test('that have no heading of their own are read, and nothing is put into them', () => {
    const own =
      '**Impact:** 12 people\n\n| Root cause | A disk that was full |\n|---|---|\n\n## Summary and resolution\n\nIt broke.\n';
    const document = read(own);
    expect(document.sections.map((one) => one.id)).toEqual(['summary']);
    expect(document.labelled?.map((one) => [one.id, one.form])).toEqual([
      ['impact', 'bold label'],
      ['factors', 'table cell'],
      ['resolution', 'heading'],
    ]);
    expect(writtenIn(document, 'impact')).toBe('12 people');
    expect(writtenIn(document, 'resolution')).toBe('It broke.');
    expect(write(own)).toContain(own);
  });

  test('a heading within a section is a part of it', () => {
    const own = '## Impact\n\nx\n\n### Analysis\n\ny\n\n#### Links\n\n## Lessons\n';
    const document = read(own);
    expect(document.sections.map((one) => one.id)).toEqual(['impact', 'lessons']);
    expect(writtenIn(document, 'impact')).toBe('x\n\n### Analysis\n\ny\n\n#### Links');
  });

  test('may stand on any level', () => {
    const document = read('# Summary\n\na\n\n### Impact\n\nb\n\n##### Resolution\n\nc\n');
    expect(document.sections.map((one) => [one.id, writtenIn(document, one.id)])).toEqual([
      ['summary', 'a'],
      ['impact', 'b'],
      ['resolution', 'c'],
    ]);
  });
});

describe('what counts as written', () => {
  const prompt = sections.find((one) => one.id === 'impact')?.prompt ?? '';
  test.each([
    ['nothing', ''],
    ['white space', ' \n\n\t\n'],
    ['the prompt', `<!-- ${prompt} -->`],
    ['the prompt, shown', prompt],
    ['half of its comment', `${prompt} -->`],
    ['the other half', `<!-- ${prompt}`],
    ['a comment', '<!-- later\n\nmore -->'],
    ['a dash', '—'],
    ['an empty list', '- \n-\n'],
    ['the directive', primeDirective],
    ['a region', `${openMarker('measures')}\n\nx\n\n${closeMarker('measures')}`],
  ])('not %s', (_, text) => {
    for (const eol of ['\n', '\r\n']) {
      expect(writtenIn(read(`## Impact\n\n${text}\n\n## Lessons\n\nx`.replaceAll('\n', eol)), 'impact')).toBe('');
    }
  });

  test.each(['12 people', '無', '![graph](https://x.y/g.png)', '```\nlog\n```', `${prompt} Twelve.`])('%s', (text) => {
    expect(writtenIn(read(`## Impact\n\n${text}`), 'impact')).not.toBe('');
  });
});

describe('torn regions', () => {
  const body = write(opening, review).replace(
    'Nothing yet.',
    '- [14:02](https://x.y/1) row <!-- c1.0123abcd -->\n\nA note.',
  );
  const without = (marker: string) => body.replace(marker, '');

  test.each([
    ['the timeline opens no more', without(openMarker('timeline', { rev: '2' }))],
    ['the timeline closes no more', without(closeMarker('timeline'))],
    ['the timeline has no marker', without(openMarker('timeline', { rev: '2' })).replace(closeMarker('timeline'), '')],
  ])('%s: it is whole again, with all it holds', (_, torn) => {
    expect(read(torn).regions.get('timeline')).toMatchObject({
      inside: '- [14:02](https://x.y/1) row <!-- c1.0123abcd -->\n\nA note.',
      attributes: {},
    });
    expect(write(torn, [], true).replace(/\n{3,}/g, '\n\n')).toBe(body);
  });

  test.each([
    ['opens', openMarker('measures')],
    ['closes', closeMarker('measures')],
  ])('the region of the measures %s no more: it is whole again, and words of people stay', (_, marker) => {
    const torn = without(marker).replace('<!-- How could', 'There is no better one.\n\n<!-- How could');
    const whole = write(torn, [], true);
    expect(whole.match(/- \[Alert\]/g)).toHaveLength(1);
    expect(whole).toContain('There is no better one.');
    expect(write(whole, [], true)).toBe(whole);
  });

  test('a marker that was moved takes no section along', () => {
    const moved = `${without(closeMarker('head'))}\n\n${closeMarker('head')}\n`;
    const whole = write(moved, [], true);
    for (const { heading } of added) expect(whole.match(new RegExp(`^## ${heading}$`, 'gm'))).toHaveLength(1);
    expect(whole).toContain('A note.');
    expect(write(whole, [], true)).toBe(whole);
  });

  test('markers in code and quotes are text', () => {
    const text = `\`\`\`\n${openMarker('head')}\n${closeMarker('head')}\n\`\`\`\n\n> ${openMarker('timeline')}\n`;
    expect(read(text).regions.size).toBe(0);
    expect(write(text)).toContain(text.trimEnd());
  });

  test('a fence or comment without end swallows nothing that is added', () => {
    for (const end of ['```\nlog', '~~~~\nlog\n~~~', '<!--\nlater', '<pre>\n\nx', '<script>']) {
      const text = `## Impact\n\nx\n\n${end}`;
      const written = write(text, review);
      expect(read(written).sections).toHaveLength(added.length - 1);
      expect(written.slice(-end.length)).toBe(end);
      expect(write(written, review)).toBe(written);
    }
  });
});

/** Ugly documents of unique words, in which our own parts may stand anywhere. */
const pieces = fc.constantFrom(
  ...[
    'word',
    'word',
    '',
    '',
    '  ',
    '\t',
    '## Summary',
    '## Impact',
    '# Impact',
    '### Timeline',
    'Timeline\n===',
    'Impact',
  ],
  ...[
    '---',
    '===',
    '## Root cause ##',
    '## Other',
    '| a | b |\n|---|---|\n| c | d |',
    '```',
    '~~~',
    '> quote',
    '- item',
  ],
  ...[
    '- [Alert](https://x.y/1)<br>proposed',
    '- [14:05](https://x.y/2) x <!-- c1.0123abcd -->',
    '[^1]: note',
    '    code',
  ],
  ...[openMarker('head'), closeMarker('head'), openMarker('timeline', { rev: '1' }), closeMarker('timeline')],
  ...[openMarker('measures'), closeMarker('measures'), '<!-- hidden -->', '<!--', '-->', '<div>', '<pre>', '</pre>'],
  ...['<details>', '## Lessons', '## Preventative measures', '<!-- postmortems:head', '1. one', '  ## Artifacts'],
);
const documents = fc
  .tuple(fc.array(pieces, { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\n\n', '\r\n\r\n'), fc.boolean())
  .map(([lines, eol, hasBody]) => {
    const text = lines.map((line, index) => (line === 'word' ? `word${index}.` : line)).join(eol);
    return hasBody ? opening + text : text;
  });
const arriving = fc.constantFrom<readonly SectionId[]>([], review);

function outsideOf(document: Document): string {
  let outside = '';
  let from = 0;
  for (const one of [...document.regions.values()].sort((a, b) => a.start - b.start)) {
    outside += document.text.slice(from, one.start);
    from = one.end;
  }
  return outside + document.text.slice(from);
}

describe('any document', () => {
  test('keeps the words of people, in their order, but what stood between the markers of the head and the measures', () => {
    fc.assert(
      fc.property(documents, arriving, (text, ids) => {
        const document = read(text);
        const names = ids.length > 0 ? (['head', 'measures'] as const) : (['head'] as const);
        const owned = names.flatMap((name) => document.regions.get(name) ?? []);
        const words = [...text.matchAll(/word\d+\./g)]
          .filter(({ index }) => !owned.some((one) => one.start <= index && index < one.end))
          .map(([word]) => word);
        expect(write(text, ids).match(/word\d+\./g) ?? []).toEqual(words);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps every sign outside the regions, in its order', () => {
    fc.assert(
      fc.property(documents, arriving, (text, ids) => {
        const written = write(text, ids);
        let at = 0;
        for (const sign of outsideOf(read(text)).replaceAll('\n', '')) at = written.indexOf(sign, at) + 1 || Number.NaN;
        expect(at).not.toBeNaN();
      }),
      { numRuns: 200 },
    );
  });

  test('keeps every byte outside the regions, where no part is missing', () => {
    fc.assert(
      fc.property(documents, arriving, (text, ids) => {
        const whole = write(text, ids);
        const changed = whole.replace('**Over**', '**Ongoing**').replace('- 14:02 row', '- 14:03 another');
        const again = write(changed, [], ids.length > 0);
        expect(outsideOf(read(again))).toBe(outsideOf(read(changed)));
        expect(again).toContain('**Over**');
      }),
      { numRuns: 200 },
    );
  });

  test('is at rest after one writing', () => {
    fc.assert(
      fc.property(documents, arriving, (text, ids) => {
        const once = write(text, ids);
        expect(write(once, [], ids.length > 0)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});
