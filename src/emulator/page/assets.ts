/** What the page needs besides HTML, all from this server: styles and the script. Addresses carry a hash, so browsers keep them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Hono } from 'hono';
import { icon } from './icons.ts';
import { labelSheet } from './label-colour.ts';
import { script } from './script.ts';
import { style } from './style.ts';

const require = createRequire(import.meta.url);
const markdown = readFileSync(require.resolve('github-markdown-css/github-markdown.css'), 'utf8');

export const assetPaths = {
  markdown: `/_/markdown.css?v=${hash(markdown)}`,
  style: `/_/page.css?v=${hash(style)}`,
  script: `/_/page.js?v=${hash(script)}`,
};

const forGood = { 'cache-control': 'public, max-age=31536000, immutable' };

/** The routes of these, below `/_/`. */
export function assets(): Hono {
  const css = { ...forGood, 'content-type': 'text/css; charset=utf-8' };
  const svg = { ...forGood, 'content-type': 'image/svg+xml' };
  return new Hono()
    .get('/_/markdown.css', (c) => c.body(markdown, 200, css))
    .get('/_/page.css', (c) => c.body(style, 200, css))
    .get('/_/page.js', (c) => c.body(script, 200, { ...forGood, 'content-type': 'text/javascript; charset=utf-8' }))
    .get('/_/labels.css', (c) => c.body(labelSheet(c.req.query('colours') ?? ''), 200, css))
    .get('/_/icon.svg', (c) => c.body(favicon(), 200, svg));
}

export function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function favicon(): string {
  return `${icon('completed')}`.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" fill="#8250df" ');
}
