/**
 * Renders a body as GitHub renders issues: GitHub's Markdown, a newline is a line break, alerts have their colour, HTML comments are invisible, HTML is cut to
 * GitHub's list. The result is safe to put on the page whatever was typed; a text that would stall the parser is shown as typed.
 */
import type { Nodes } from 'hast';
import { html, raw } from 'hono/html';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkBreaks from 'remark-breaks';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { githubAlerts } from './alerts.ts';
import { githubLinks, type LinkContext } from './github-links.ts';
import type { Html } from './html.ts';
import { isHostile } from './markdown-limits.ts';

/** Renders the Markdown of one place; remembers the last few hundred texts, since a page is shown again after every change. */
export type RenderMarkdown = (text: string, context: LinkContext) => Html;

const remembered = 300;

/** Of several rules for one attribute only the first counts. */
const isNotClass = (rule: unknown): boolean => !Array.isArray(rule) || rule[0] !== 'className';

const schema: typeof defaultSchema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    a: [
      ...(defaultSchema.attributes?.a ?? []).filter(isNotClass),
      ['className', 'issue-link', 'user-mention', 'data-footnote-backref'],
    ],
  },
};

/** A renderer with a memory of its own. */
export function createMarkdown(): RenderMarkdown {
  const memory = new Map<string, Html>();
  return (text, context) => {
    const key = `${context.repository}\n${context.origin}\n${text}`;
    const known = memory.get(key) ?? renderSafely(text, context);
    memory.delete(key);
    memory.set(key, known);
    for (const oldest of memory.keys()) {
      if (memory.size <= remembered) break;
      memory.delete(oldest);
    }
    return known;
  };
}

function renderSafely(text: string, context: LinkContext): Html {
  return isHostile(text) ? html`<pre class="as-typed">${text}</pre>` : raw(render(text, context));
}

function render(text: string, context: LinkContext): string {
  return unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkBreaks)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(githubLinks, context)
    .use(rehypeSanitize, schema)
    .use(githubAlerts)
    .use(() => nameControls)
    .use(rehypeStringify)
    .processSync(text)
    .toString();
}

/** Gives the boxes of task lists and the images of authors who gave none a name for those who hear the page. */
function nameControls(node: Nodes): void {
  if (node.type === 'element' && node.tagName === 'input')
    node.properties.ariaLabel = node.properties.checked ? 'Done' : 'To do';
  if (node.type === 'element' && node.tagName === 'img') node.properties.alt ??= '';
  if ('children' in node) for (const child of node.children) nameControls(child);
}
