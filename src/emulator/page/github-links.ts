/**
 * What GitHub links by itself in a text: `#12`, `acme/shop#12`, `@ann`, and the address of an issue of this server written out. A rehype
 * step, before the sanitiser; never inside links and code.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast';

/** Where a text stands: relative references need to know. */
export interface LinkContext {
  /** `acme/shop`. */
  readonly repository: string;
  /** `http://localhost:3000`. */
  readonly origin: string;
  /** Who can be mentioned, by the login in lower case: anybody else's `@name` stays text, as on GitHub. */
  readonly logins: ReadonlyMap<string, string>;
}

const reference =
  /(?<![\w/&#@.-])(?:([a-z\d][\w-]{0,38}\/[\w.-]{1,100})?#(\d{1,9})(?!\w)|@([a-z\d](?:-?[a-z\d]){0,38})(?![\w/-]))/gi;
const opaque: ReadonlySet<string> = new Set(['a', 'code', 'pre', 'script', 'style', 'textarea']);
const issuePath = /^\/([\w-]+\/[\w.-]+)\/issues\/(\d{1,9})$/;

/** The rehype plugin. */
export function githubLinks(context: LinkContext): (tree: Root) => void {
  return (tree) => {
    tree.children = tree.children.flatMap((child) => link(child, context));
  };
}

function link<T extends RootContent>(node: T, context: LinkContext): (T | ElementContent)[] {
  if (node.type === 'text') return linkText(node.value, context);
  if (node.type !== 'element') return [node];
  if (node.tagName === 'a') shortenAddress(node, context);
  if (!opaque.has(node.tagName)) node.children = node.children.flatMap((child) => link(child, context));
  return [node];
}

function linkText(text: string, context: LinkContext): ElementContent[] {
  const parts: ElementContent[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const [whole, repository = context.repository, number, name = ''] = match;
    const login = context.logins.get(name.toLowerCase());
    if (!number && !login) continue;
    const href = number ? `/${repository}/issues/${number}` : `/${login}`;
    parts.push({ type: 'text', value: text.slice(end, match.index) });
    parts.push({
      type: 'element',
      tagName: 'a',
      properties: { href, className: [number ? 'issue-link' : 'user-mention'] },
      children: [{ type: 'text', value: whole }],
    });
    end = match.index + whole.length;
  }
  return [...parts, { type: 'text', value: text.slice(end) }];
}

/** `http://localhost:3000/acme/shop/issues/12#issuecomment-3` as the text of its own link reads `#12 (comment)`. */
function shortenAddress(node: Element, context: LinkContext): void {
  const [only] = node.children;
  const { href } = node.properties;
  if (node.children.length !== 1 || only?.type !== 'text' || typeof href !== 'string' || only.value !== href) return;
  if (!URL.canParse(href)) return;
  const url = new URL(href);
  const [, repository, number] = issuePath.exec(url.pathname) ?? [];
  if (url.origin !== context.origin || !number) return;
  const comment = url.hash.startsWith('#issuecomment-') ? ' (comment)' : '';
  only.value = `${repository === context.repository ? '' : repository}#${number}${comment}`;
  node.properties.className = ['issue-link'];
}
