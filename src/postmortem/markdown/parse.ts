/** The one parser of Markdown. A pass reads the same body for its sections, its prose and its end. */
import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { byHeart } from '../by-heart.ts';

const parser = unified().use(remarkParse).use(remarkGfm);

/** @param text one that a parser can bear, see `hostile.ts`. The tree is shared: nobody changes it. */
export const parseMarkdown: (text: string) => Root = byHeart(3, (text) => parser.parse(text));
