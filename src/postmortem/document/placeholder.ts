/** Whether what stands in a section only asks for words: hidden notes, `[brackets]`, `<what to write>`, `YYYY-MM-DD`, questions, instructions. */
import { withoutComments } from '../markdown/comments.ts';

const longest = 4000;

export function isPlaceholder(text: string): boolean {
  const seen = withoutComments(text.slice(0, longest), ' ')
    .replace(/_No response_/g, ' ')
    .replace(/^[ \t]*\|?[ \t:|-]*-{3}[ \t:|-]*$/gm, ' ');
  const bare = seen
    .replace(/\{\{[^{}]{0,200}\}\}|<(?!https?:)[^<>]{2,400}>|\[(?![ xX]\])[^\][]{1,300}\](?![([:])/g, ' … ')
    .replace(
      /\b(?:YYYY|DD|MM|HH|SS|hh|mm|ss|yyyy|dd|XX+|TBD|TODO|N\/A)\b(?:[-/.: T](?:YYYY|DD|MM|HH|SS|hh|mm|ss|yyyy|dd|XX+)\b)*/g,
      ' … ',
    );
  const sentences = bare
    .split(/[\n.;!]|(?<=\?)/)
    .map(wordsIn)
    .filter((one) => one.words.length > 0);
  const written = sentences.filter((one) => !one.asks && one.words.length > 3);
  const isMarked = bare.includes('…') || bare !== seen || sentences.length === 0;
  if (sentences.every((one) => one.asks)) return true;
  return isMarked && written.length <= sentences.length / 3;
}

const asking =
  /^(?:please|briefly|what|how|who|whom|when|where|why|which|did|do|does|was|were|is|are|can|could|describe|list|explains?|covers?|include|provide|add|give|summari[sz]e|write|note|link|insert|document|fill|state|identify|detail|specify|use|eg|ex|example|any|brief|short|gather|outline|mention|be|try|make sure|remember)\b/i;

function wordsIn(sentence: string): { readonly words: readonly string[]; readonly asks: boolean } {
  const plain = sentence
    .replace(/[*_`~#>|()]/g, ' ')
    .replace(/^[\s\d.:+-]+/, '')
    .trim();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return { words, asks: asking.test(plain) || plain.endsWith('?') };
}
