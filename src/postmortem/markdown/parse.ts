/** The one parser of Markdown. What it was given last it knows by heart: a pass reads the same body for its sections, its prose and its end. */
import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).use(remarkGfm);
const known = new Map<string, Root>();
const mostKnown = 16;

/** @param text one that a parser can bear, see `hostile.ts`. The tree is shared: nobody changes it. */
export function parseMarkdown(text: string): Root {
  const root = known.get(text) ?? parser.parse(text);
  known.delete(text);
  known.set(text, root);
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  return root;
}
