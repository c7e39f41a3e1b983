import fc from 'fast-check';
import type { Nodes } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { findSlashLines } from '../../src/postmortem/commands/scan.ts';
import { leastEffort } from '../effort.ts';

const texts = (body: string) => findSlashLines(body).map((one) => one.text);

describe('lines that are no commands', () => {
  test.each([
    ['nothing', ''],
    ['a slash in the middle', 'see /timeline 14:05 x'],
    ['a path', '//timeline x\n/ timeline\n/1'],
    ['an item of a list', '- /timeline x\n1. /timeline x'],
    ['a heading', '# /timeline x'],
    ['a fence', '```\n/timeline x\n```'],
    ['a fence of tildes', '~~~ sh\n/timeline x\n~~~'],
    ['a fence that never ends', 'text\n```\n\n/timeline x\n\n~~~\n/timeline x'],
    ['a longer fence', '````\n```\n/timeline x\n````'],
    ['a fence that begins in an item', '- ```\n\n  /timeline x\n\n  ```'],
    ['a fence in an item', '1. text\n   ```\n   /timeline x\n   ```'],
    ['a fence in a quote in an item', '- > ```\n  > /timeline x'],
    ['a quote', '> /timeline x\n>/timeline x\n   > /timeline x'],
    ['a quote that goes on lazily', '> said\n/timeline x\nmore\n/timeline x'],
    ['a quoted item that goes on lazily', '> - said\n/timeline x'],
    ['a quoted reply', 'On Monday ann wrote:\n> hello\n> /timeline x'],
    ['a code span', '`\n/timeline x\n`'],
    ['a code span of two backticks', 'see ``a ` b\n/timeline x\n`c`` there'],
    ['a comment', '<!-- /timeline x -->\n<!--\n/timeline x\n\n/timeline x\n-->'],
    ['a comment in a paragraph', 'text <!-- hidden\n/timeline x --> text'],
    ['a comment that never ends', '<!--\n\n/timeline x'],
    ['preformatted HTML', '<pre>\n\n/timeline x\n\n</pre>'],
    ['script and style', '<script>\n/timeline x\n</script>\n<style>\n\n/timeline x'],
    ['a block of HTML', '<div>\n/timeline x\n</div>'],
    ['a summary', '<details><summary>log</summary>\n/timeline x\n</details>'],
    ['a lone tag', '<b class="x">\n/timeline x'],
    ['indented code', 'text\n\n    /timeline x\n\n\t/timeline x'],
    ['indented code in an item', '- text\n\n      /timeline x'],
    ['a quote at the end of a long thread', '> > > said\n> > /timeline x\n/timeline x'],
  ])('%s', (_, body) => {
    expect(texts(body)).toEqual([]);
    expect(texts(body.replaceAll('\n', '\r\n'))).toEqual([]);
  });
});

describe('lines that may be commands', () => {
  test.each<[string, string, string[]]>([
    ['alone', '/timeline x', ['/timeline x']],
    ['several', '/timeline a\n/timeline b\n\ntext\n/over', ['/timeline a', '/timeline b', '/over']],
    ['with CRLF', '/timeline a\r\n/over\r\n', ['/timeline a', '/over']],
    ['with old line ends', '/timeline a\r/over', ['/timeline a', '/over']],
    ['indented a little', '   /over', ['/over']],
    ['indented within a paragraph', 'text\n        /over', ['/over']],
    ['in capitals', '/OVER', ['/OVER']],
    ['below a list', '- text\n/over', ['/over']],
    ['in an item', '- text\n\n  /over', ['/over']],
    ['in a numbered item', '1. text\n\n    /over', ['/over']],
    ['behind a quote', '> said\n\n/over', ['/over']],
    ['behind a quoted fence', '> ```\n> code\n/over', ['/over']],
    ['behind an empty quote', '>\n/over', ['/over']],
    ['behind a quoted heading', '> # said\n/over', ['/over']],
    ['behind a fence', '```\ncode\n```\n/over', ['/over']],
    ['behind a fence in an item that ends with its item', '- ```\n  code\n/over', ['/over']],
    ['behind what is no fence', '``` a`b\n/over', ['/over']],
    ['behind one backtick', 'a ` b\n/over', ['/over']],
    ['behind an escaped backtick', 'a \\` b\n/over\nc ` d', ['/over']],
    ['between code spans', '`a`\n/over `b`', ['/over `b`']],
    ['behind backticks of another paragraph', 'a ` b\n\n/over\n\nc ` d', ['/over']],
    ['behind a comment', '<!-- note -->\n/over', ['/over']],
    ['behind an open comment within a paragraph', 'a <!-- b\n/over', ['/over']],
    ['behind an arrow', 'a --> b\n/over', ['/over']],
    ['in details', '<details>\n\n/over\n\n</details>', ['/over']],
    ['above a line', '/over\n---\ntext', ['/over']],
    ['with a comment at its end', '/over <!-- x -->', ['/over <!-- x -->']],
    ['below a tab', '\ttext\n/over', ['/over']],
  ])('%s', (_, body, expected) => {
    expect(texts(body)).toEqual(expected);
  });

  test('each says on which line it stands', () => {
    expect(findSlashLines('text\r\n/over\r\n\r\n/timeline x').map((one) => one.line)).toEqual([2, 4]);
  });
});

/** The lines that begin with `/` and whose slash remark shows as text outside quotes. */
function plainInRemark(body: string): number[] {
  const shown: { start: number; end: number }[] = [];
  const visit = (node: Nodes) => {
    if (node.type === 'blockquote') return;
    if (node.type === 'text') {
      shown.push({ start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 });
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(unified().use(remarkParse).parse(body));
  return [...body.matchAll(/^[ \t]*\/[a-z]/gm)].flatMap((match) => {
    const at = match.index + match[0].length - 2;
    const isShown = shown.some(({ start, end }) => start <= at && at < end);
    return isShown ? [body.slice(0, at).split('\n').length] : [];
  });
}

test('a line is found exactly where remark shows it as plain text', () => {
  const prefix = fc.constantFrom('', '', '', ' ', '   ', '    ', '\t', '> ', '>', '- ', '-   ', '1. ', '1) ', '> - ');
  const content = fc.constantFrom(
    ...['/timeline x', '/over', '/a', 'text', '', '', '```', '~~~', '````', '`', '``', 'a `b', 'c` d', '\\`'],
    ...[
      '<!--',
      '-->',
      '<!-- x -->',
      'a <!-- b',
      '<pre>',
      'x</pre>',
      '<div>',
      '</div>',
      '<?',
      '?>',
      '---',
      '===',
      '# h',
    ],
  );
  const line = fc
    .tuple(fc.array(prefix, { minLength: 1, maxLength: 3 }), content)
    // remark differs from CommonMark's own parsers in items that begin with an empty line or, behind indented code, with 2
    .map(([prefixes, text]) => (text === '' ? '' : prefixes.join('') + text));
  const lines = fc.array(line, { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(lines, (body) => {
      expect(findSlashLines(body.join('\n')).map((one) => one.line)).toEqual(plainInRemark(body.join('\n')));
    }),
    { numRuns: 1500 },
  );
});

describe('200 KB of anything are read at once', () => {
  const shapes = [
    ...[
      '`',
      '` ',
      '`` ` ',
      '\\',
      '\\`',
      '<!--',
      '<!-- ',
      '-->',
      '<',
      '<!',
      '<?',
      '> ',
      '>',
      '- ',
      '* ',
      '1. ',
      '\t',
      ' ',
    ],
    ...[' a', '\n', '\n\n', '\r', '/a\n', '```\n', '> a\n', '- a\n', '- - - ', '-\t', '<pre>', '<a b ', '<a b="', '</'],
    ...["<a b='' ", '#', '= ', '_ ', '[', '](', '*a_', '&#', '@a', '/a`\n'],
  ].map((shape) => ({ name: shape, shape }));
  const runs = [...Array(600).keys()].map((n) => '`'.repeat(n + 1)).join(' ');
  shapes.push({ name: 'runs of every length', shape: runs }, { name: 'deep lists', shape: `${'- '.repeat(60)}\n` });

  test.each(shapes)('$name', async ({ shape }) => {
    const hostile = shape.repeat(Math.ceil(200_000 / shape.length));
    const find = () => {
      findSlashLines(`/over\n${hostile}\n/over`);
      findSlashLines(`/over\n\n> ${hostile}\n/over`);
    };
    expect(await leastEffort(find)).toBeLessThan(1000);
  });
});
