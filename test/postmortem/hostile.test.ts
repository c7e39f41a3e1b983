import { describe, expect, test } from 'vitest';
import { findHostility } from '../../src/postmortem/markdown/hostile.ts';

/** As long as a body may be. */
const fill = (text: string) => text.repeat(Math.ceil(65_536 / text.length)).slice(0, 65_536);

describe('texts that no parser should see', () => {
  test.each([
    ['emphasis without end', '*a_', 'more than 3000 signs of emphasis (`*`, `_`, `~`)'],
    ['emphasis in a heading', '*a _b ', 'more than 3000 signs of emphasis (`*`, `_`, `~`)'],
    ['links without end', '[a](', 'more than 4000 opening brackets'],
    ['brackets', 'x]', 'more than 6000 closing brackets'],
    ['quotes in quotes', '> ', 'quotes or lists within each other without end'],
    ['quotes without room', '>', 'quotes or lists within each other without end'],
    ['lists in lists', '- ', undefined],
    ['lists in lists with words', `${'- '.repeat(60)}a\n`, 'quotes or lists within each other without end'],
    ['many lists in lists', `${'- '.repeat(40)}a\n`, 'more than 8000 quotes and items of lists'],
    ['many underlined headings', 'a heading\n=========\n', 'more than 1000 underlined headings'],
    ['comments without an end', 'a <!--\n', 'many pieces of HTML (`<!--`, `<?`) without an end'],
    ['instructions without an end', 'a <? b ', 'many pieces of HTML (`<!--`, `<?`) without an end'],
    ['declarations without an end', 'a <!A ', 'many pieces of HTML (`<!--`, `<?`) without an end'],
    ['many cells', '|a|b|\n', 'tables with more than 16000 bars'],
    ['many quotes', '> a quote\n\nand some more\n\n', 'more than 1500 quotes and lists'],
    ['many lists', '- an item\n\nand some more\n\n', 'more than 1500 quotes and lists'],
    ['many lines behind quotes', '> a quote\nand more\n', 'more than 2000 lines behind quotes'],
    ['many lines', 'a\n', 'more than 12000 lines'],
  ])('%s', (_, shape, reason) => {
    expect(findHostility(fill(shape))).toBe(reason);
  });

  test.each([
    ['', '['],
    ['in a link', '[[a](]) '],
    ['in code', '[`]` '],
    ['escaped', '[\\] '],
  ])('words behind a bracket that nothing closes%s', (_, head) => {
    expect(findHostility(head + fill('a ').slice(0, 65_000))).toBe('more than 4000 words behind an opening bracket');
  });

  test('a list that grows inwards line by line', () => {
    const lines = [...Array(80).keys()].map((level) => `${'  '.repeat(level)}- a`);
    expect(findHostility(lines.join('\n'))).toBe('quotes or lists within each other without end');
  });
});

describe('ordinary texts of 60 KB', () => {
  test.each([
    ['words', 'For 50 minutes nobody could pay by card in our shop. We are *very* sorry.\n\n'],
    ['a list', '- [14:02](https://x.y/1) **discovered:** support_desk passes on `a_b_c`\n'],
    ['nested lists', '- one\n  - two\n    - three [x](y)\n      1. four\n'],
    ['a table', '| time | what |\n|---|---|\n| 14:02 | it_is *down* |\n\n'],
    ['one list', '- an item\n- another one\n\n'],
    ['comments within lines', 'a <!-- b --> c <? d ?> e\n'],
    ['a quoted thread', '> > On Monday ann wrote\n> that all is well\n\nand wes agreed\n\n'],
    ['a log in a fence', '```\n[2026-11-20 14:02] a_b_c_d_e=[1] __init__ *** f_g_h ~~~ [x]\n```\n'],
    ['one long log', '[2026-11-20 14:02:11] worker_pool[3] conn_id=[77] __enter__ **WARN**\n'.replace(/^/, '    ')],
    ['headings', '## Impact\n\nNone so far.\n\n'],
    ['one long log without a fence', '[2026-11-20 14:02:11] worker_pool conn took 30 ms, retry in 5 s (see "x")\n'],
    ['hidden notes', '<!-- *_*_*_*_*_ [[[[[[ -->\n\n'],
  ])('%s', (_, shape) => {
    expect(findHostility(fill(shape))).toBeUndefined();
  });

  test('a fence from end to end', () => {
    expect(findHostility(`\`\`\`\n${fill('a_b *c* [d]\n').slice(0, 60_000)}\n\`\`\``)).toBeUndefined();
  });
});
