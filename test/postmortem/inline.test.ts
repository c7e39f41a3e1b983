import fc from 'fast-check';
import type { Nodes as HastNodes } from 'hast';
import type { Nodes } from 'mdast';
import rehypeRaw from 'rehype-raw';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { code, inline, link, linkText, oneLine } from '../../src/postmortem/markdown/inline.ts';
import { leastEffort } from '../effort.ts';

const parser = unified().use(remarkParse).use(remarkGfm);
const renderer = unified().use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
const marker = '<!-- c12.0123abcd -->';

/** A row as the timeline has it, between two others. */
function rowOf(text: string): string {
  return `- [14:04](https://x.y/1) before ${marker}\n- [14:05](https://x.y/2) ${inline(text)} ${marker}\n- [14:06](https://x.y/3) after ${marker}`;
}

describe('what people write', () => {
  test.each<[string, string, string]>([
    ['words', 'db refuses connections', 'db refuses connections'],
    ['several lines', '  one\n\ttwo\r\n\r\nthree ', 'one two three'],
    ['emphasis', 'the *old* and **new** ~~pool~~', 'the *old* and **new** ~~pool~~'],
    ['code', 'ran `kubectl get pods` twice', 'ran `kubectl get pods` twice'],
    ['code with backticks', 'ran ``a `b` c`` twice', 'ran ``a `b` c`` twice'],
    ['tags in code', 'the `<script>` and `@ann` and `<!-- x -->`', 'the `<script>` and `@ann` and `<!-- x -->`'],
    ['references', 'see #12, acme/shop#1 and GH-3', 'see #12, acme/shop#1 and GH-3'],
    ['pipes', 'grep | wc', 'grep | wc'],
    ['a link', '[graph](https://a.b/c?d=e#f "the title")', '[graph](https://a.b/c?d=e#f "the title")'],
    ['a link with brackets', '[x](https://a.b/Foo_(bar))', '[x](https://a.b/Foo_(bar))'],
    ['an image', '![load](https://a.b/c.png)', '![load](https://a.b/c.png)'],
    ['an address', 'see https://a.b/c_d', 'see https://a.b/c_d'],
    ['an address with an at', 'see https://a.b/@ann/posts', 'see https://a.b/@ann/posts'],
    ['a link to an address with an at', '[x](https://a.b/@ann)', '[x](https://a.b/@ann)'],
    ['an address in angles', 'see <https://a.b/@ann>.', 'see <https://a.b/@ann>.'],
    ['mail', 'wrote to ops@example.com', 'wrote to ops@example.com'],
    ['less than', 'p99 < 3 s, a <- b, i<3', 'p99 < 3 s, a <- b, i<3'],
    ['entities', 'a &amp; b &lt;c&gt;', 'a &amp; b &lt;c&gt;'],
    ['a path', 'C:\\temp\\new', 'C:\\temp\\new'],
    ['languages', 'Größe, 東京, ✅', 'Größe, 東京, ✅'],
    ['nothing', ' \n ', ''],
  ])('%s', (_, text, expected) => {
    expect(inline(text)).toBe(expected);
  });
});

describe('what might do harm', () => {
  test.each<[string, string, string]>([
    ['a mention', 'paged @ann', 'paged `@ann`'],
    ['a team', '@acme/on-call, please', '`@acme/on-call`, please'],
    ['an escaped mention', '\\@ann \\\\@ann', '`@ann` \\\\`@ann`'],
    ['mentions in numbers', '&#64;ann &#x40;ann &commat;ann &#0064;ann', '`@ann` `@ann` `@ann` `@ann`'],
    ['a name in numbers', '@&#97;nn', '@&#8203;&#97;nn'],
    ['a mention behind emphasis', '_x_@ann', '_x_`@ann`'],
    ['a mention behind an open backtick', '`@ann', '\\`@&#8203;ann'],
    ['mentions beside code', '`x`@ann and @ann`x`', '`x`@&#8203;ann and @&#8203;ann`x`'],
    ['a mention behind what is no address', 'x://@ann https://@ann', 'x://`@ann` https://`@ann`'],
    ['a mention behind a broken address', 'https://a.b/<@ann', 'https://a.b/<`@ann`'],
    ['a mention behind an image', '![x](https://a.b)@ann', '![x](https://a.b)`@ann`'],
    ['a mention behind mail', 'a@b.co@ann', 'a@b.co`@ann`'],
    ['a mention behind a reference', '#12@ann', '#12`@ann`'],
    ['code that an address swallows', 'https://a.b/` @ann https://a.b/`', 'https://a.b/\\` `@ann` https://a.b/\\`'],
    ['code that a link swallows', '[a](`) <b> [a](`)', '[a]\\(`) <b> [a](`)'],
    ['a tag', '<b>x</b> <a href="x">', '&lt;b>x&lt;/b> &lt;a href="x">'],
    ['an escaped tag', '\\<b>', '&lt;b>'],
    ['a marker', `x ${marker} y`, 'x &lt;!-- c12.0123abcd --> y'],
    ['half a comment', 'x <!-- y', 'x &lt;!-- y'],
    ['the end of a comment', 'x --> y', 'x --> y'],
    ['other declarations', '<?php <!DOCTYPE <![CDATA[', '&lt;?php &lt;!DOCTYPE &lt;![CDATA['],
    ['an end of details', '</details>', '&lt;/details>'],
    ['a lone backtick', 'a ` b', 'a \\` b'],
    ['unequal backticks', 'a `` b `', 'a \\`\\` b \\`'],
    ['what turns the reading direction', 'a\u202eb\u2066c\u200f', 'abc'],
    ['what nobody sees', 'a\u0000b\u001bc\u0085d\ud800', 'abcd'],
  ])('%s', (_, text, expected) => {
    expect(inline(text)).toBe(expected);
  });
});

const anything = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        ...[
          'a',
          'b',
          ' ',
          '\n',
          '@ann',
          '@',
          'ann',
          '&#64;',
          '&#97;nn',
          '&commat;',
          '`',
          '``',
          '```',
          '\\',
          '\\\\',
          '<',
        ],
        ...[
          '>',
          '<b>',
          '<!--',
          '-->',
          marker,
          '<https://a.b/',
          'https://a.b/',
          '<https://a.b/@ann>',
          'www.a.b/',
          '://',
        ],
        ...[
          '[',
          ']',
          '(',
          ')',
          '](',
          '[x](',
          '[x](/u)',
          '![',
          '"',
          ' "',
          "'",
          '*',
          '_',
          '~',
          '~~',
          '|',
          '#12',
          'o/r#1',
        ],
        ...[
          '.',
          ':',
          ';',
          '&',
          '&lt;',
          '/',
          '?',
          '<?',
          '<![CDATA[',
          ']]>',
          '<a href="',
          'mailto:a@b.co',
          'a@b.co',
          '^',
        ],
        ...[
          '[^1]',
          '!',
          '-',
          '=',
          '\t',
          '\u0000',
          '\u202e',
          '\u2028',
          '\ud800',
          '[]: x',
          '</details>',
          '<br>',
          '1.',
          '$',
        ],
      ),
      { maxLength: 16 },
    )
    .map((tokens) => tokens.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

test('any text stays one row, with our marker at its end, no HTML and no ping', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const root = parser.parse(rowOf(text));
      const html: string[] = [];
      const visit = (node: Nodes) => {
        if (node.type === 'html') html.push(node.value);
        if ('children' in node) for (const child of node.children) visit(child);
      };
      visit(root);
      expect(html).toEqual([marker, marker, marker]);
      const [list, ...others] = root.children;
      expect(others).toEqual([]);
      const items = list?.type === 'list' ? list.children : [];
      expect(items.map((item) => item.children.map((child) => child.type))).toEqual([
        ['paragraph'],
        ['paragraph'],
        ['paragraph'],
      ]);
      const paragraph = items[1]?.children[0];
      expect(paragraph?.type === 'paragraph' && paragraph.children.at(-1)).toMatchObject({ type: 'html' });

      const seen = { items: 0, comments: 0, pings: [] as string[] };
      const look = (node: HastNodes, isQuiet: boolean) => {
        if (node.type === 'comment') seen.comments += 1;
        if (node.type === 'element' && node.tagName === 'li') seen.items += 1;
        if (node.type === 'text' && !isQuiet && /(?:^|[^a-z0-9_])@[a-z0-9]/i.test(node.value))
          seen.pings.push(node.value);
        const quiet = isQuiet || (node.type === 'element' && ['a', 'code', 'pre'].includes(node.tagName));
        if ('children' in node) for (const child of node.children) look(child, quiet);
      };
      look(renderer.runSync(root), false);
      expect(seen).toEqual({ items: 3, comments: 3, pings: [] });
    }),
    { numRuns: 1000 },
  );
});

test('any title is the text of one link, as it is', () => {
  fc.assert(
    fc.property(anything, (title) => {
      const [list] = parser.parse(`- ${link(title, 'https://x.y/1')}<br>more`).children;
      const paragraph = list?.type === 'list' ? list.children[0]?.children[0] : undefined;
      expect(paragraph?.type === 'paragraph' && paragraph.children.slice(0, 2)).toMatchObject([
        { type: 'link', url: 'https://x.y/1', children: [{ type: 'text', value: oneLine(title) || 'untitled' }] },
        { type: 'html', value: '<br>' },
      ]);
    }),
    { numRuns: 1000 },
  );
});

test('any line is shown in a code span, as it is', () => {
  fc.assert(
    fc.property(
      anything.filter((text) => oneLine(text) !== ''),
      (text) => {
        const [paragraph] = parser.parse(`x ${code(text)} x`).children;
        expect(paragraph?.type === 'paragraph' && paragraph.children[1]).toMatchObject({
          type: 'inlineCode',
          value: oneLine(text),
        });
      },
    ),
  );
});

test('titles with every sign', () => {
  expect(linkText('Fix `a_b` & <c> [#12] (50%) | *now* \\o/ ^1 $x$ ~y~!\n@ann')).toBe(
    'Fix \\`a\\_b\\` \\& \\<c\\> \\[\\#12\\] (50%) \\| \\*now\\* \\\\o/ \\^1 \\$x\\$ \\~y\\~\\! @ann',
  );
});

describe('200 KB of anything are made safe at once', () => {
  const runs = [...Array(600).keys()].map((n) => '`'.repeat(n + 1)).join(' ');
  const shapes = [
    ...[
      '`',
      '` ',
      '`` ` ',
      '\\',
      '\\`',
      '<',
      '<a',
      '<!--',
      '](',
      '](a',
      '](a)',
      '[a](b "',
      '](x](',
      '@',
      '@a',
      '@a ',
      'a@b',
    ],
    ...[
      'https://a.b/',
      'https://a.b/@a',
      'https://a.b/`',
      '(https://a.b/',
      '#1@a',
      '&#64;a',
      '&',
      ' ',
      '\n',
      'a',
      '*a_',
    ],
  ].map((shape) => ({ name: shape, shape }));
  shapes.push({ name: 'runs of every length', shape: runs });
  test.each(shapes)('$name', async ({ shape }) => {
    const hostile = shape.repeat(Math.ceil(200_000 / shape.length));
    const read = () => {
      inline(hostile);
      linkText(hostile);
      code(hostile);
    };
    expect(await leastEffort(read)).toBeLessThan(1000);
  });
});
