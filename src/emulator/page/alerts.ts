/**
 * GitHub's alerts: a quote whose first line is `[!NOTE]`, at the top level only. A rehype step behind the sanitiser, which would take the classes
 * away; what it adds is fixed, and what people wrote is only moved.
 */
import type { Element, ElementContent, Root, Text } from 'hast';

const titles: ReadonlyMap<string, string> = new Map([
  ['note', 'Note'],
  ['tip', 'Tip'],
  ['important', 'Important'],
  ['warning', 'Warning'],
  ['caution', 'Caution'],
]);

/** The rehype plugin. */
export function githubAlerts(): (tree: Root) => void {
  return (tree) => {
    tree.children = tree.children.map((child) =>
      child.type === 'element' && child.tagName === 'blockquote' ? (toAlert(child) ?? child) : child,
    );
  };
}

function toAlert(quote: Element): Element | undefined {
  const at = quote.children.findIndex((child) => child.type === 'element');
  const first = quote.children[at];
  if (first?.type !== 'element' || first.tagName !== 'p') return undefined;
  const [mark, lineBreak, ...rest] = first.children;
  if (mark?.type !== 'text') return undefined;
  const kind = /^\[!([a-z]+)\]\s*$/i.exec(mark.value)?.[1]?.toLowerCase() ?? '';
  const title = titles.get(kind);
  if (title === undefined) return undefined;
  if (lineBreak !== undefined && !(lineBreak.type === 'element' && lineBreak.tagName === 'br')) return undefined;
  const below = rest.length > 0 ? [element('p', {}, rest)] : [];
  const others = quote.children.slice(at + 1);
  if (below.length === 0 && !others.some((child) => child.type === 'element')) return undefined;
  const head = element('p', { className: ['markdown-alert-title'] }, [text(title)]);
  return element('div', { className: ['markdown-alert', `markdown-alert-${kind}`] }, [head, ...below, ...others]);
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): Text {
  return { type: 'text', value };
}
