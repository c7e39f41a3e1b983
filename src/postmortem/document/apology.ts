/** An apology hardly ever has a heading: it is a sentence, in the text or in a quote. */
import type { Root, RootContent } from 'mdast';
import type { ChosenSection } from './choose-sections.ts';
import { endOf, lineCounter, startOf } from './headings.ts';

const sentence =
  /\b(?:we|i|our|us)\b[^.!?\n]{0,80}\b(?:apologi[sz]e|apolog(?:y|ies)|sorry)\b[^.!?\n]{0,160}|\b(?:sincere(?:st)?|our|deepest|please accept our) apologies\b[^.!?\n]{0,160}|\b(?:pedimos disculpas|pedimos desculpas|nous nous excusons|wir entschuldigen uns|wir bitten um entschuldigung)\b[^.!?\n]{0,160}|(?:приносим извинения|お詫び(?:申し上げ|いた)|申し訳(?:ございません|ありません)|深表歉意|사과드립니다)[^.!?。\n]{0,160}/iu;
/** A promise of one is none. */
const promised = /\b(?:will|would|should|must|could|to) (?:also |publicly )?apologi[sz]e/i;

/** The first sentence in which the writers apologise, as a section of its own. */
export function findApology(root: Root, text: string): ChosenSection | undefined {
  for (const node of root.children) {
    if (!hasProse(node)) continue;
    const [from, to] = [startOf(node), endOf(node)];
    const match = sentence.exec(text.slice(from, to));
    if (!match || promised.test(match[0])) continue;
    const start = from + match.index;
    const end = start + match[0].length;
    const place = { start, end, until: end, blockEnd: to, line: lineCounter(text)(start) };
    return {
      ...place,
      id: 'apology',
      heading: match[0].trim(),
      form: 'sentence',
      depth: 9,
      isItem: false,
      isAlone: false,
    };
  }
  return undefined;
}

function hasProse(node: RootContent): boolean {
  return node.type === 'paragraph' || node.type === 'blockquote' || node.type === 'list';
}
