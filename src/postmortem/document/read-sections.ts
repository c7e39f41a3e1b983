/** The sections of any text, with what else of its make-up tells what it is. */
import { byHeart } from '../by-heart.ts';
import { findHostility } from '../markdown/hostile.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { readDayInHeading, readDayLine, readWhen, type TimeContext } from '../timeline/when.ts';
import { findApology } from './apology.ts';
import { type ChosenSection, chooseSections } from './choose-sections.ts';
import { type FrontMatter, readFrontMatter, readIssueForm } from './front-matter.ts';
import { findHeadings, type Heading } from './headings.ts';
import type { Aliases } from './meaning.ts';

export interface ReadSections {
  readonly sections: readonly ChosenSection[];
  readonly headings: readonly Heading[];
  readonly front: FrontMatter;
  readonly title: string;
  readonly isIssueForm: boolean;
}

export function readSections(text: string, aliases?: Aliases): ReadSections | { readonly hostile: string } {
  const front = readFrontMatter(text);
  const form = readIssueForm(text);
  if (form) {
    return {
      sections: chooseSections(form, text, { aliases, isTimed }),
      headings: form,
      front,
      title: titleOf(text),
      isIssueForm: true,
    };
  }
  // The parser would take the end of it for the underline of a heading.
  const markdown = text.slice(0, front.end).replace(/[^\r\n]/g, ' ') + text.slice(front.end);
  const hostile = findHostility(markdown);
  if (hostile !== undefined) return { hostile };
  const root = parseMarkdown(markdown);
  const headings = [...front.keys, ...findHeadings(root, markdown)];
  const title = front.title ?? headings.find(({ form: is, depth }) => is === 'heading' && depth <= 2)?.heading ?? '';
  const chosen = chooseSections(headings, markdown, { aliases, isTimed });
  const apology = chosen.some(({ id }) => id === 'apology') ? undefined : findApology(root, markdown);
  return {
    sections: apology ? [...chosen, apology].sort((a, b) => a.start - b.start) : chosen,
    headings,
    front,
    title,
    isIssueForm: false,
  };
}

/** The name of an issue form. */
function titleOf(form: string): string {
  return /^name:[ \t]*(\S.*)$/m.exec(form)?.[1] ?? '';
}

const anyDay: TimeContext = { reference: Date.UTC(2030, 0, 1), zone: 'UTC' };

/** Whether a heading is a day or begins with a time. */
export const isTimed: (heading: string) => boolean = byHeart(500, readTimed);

function readTimed(heading: string): boolean {
  const plain = heading.replace(/[*_`[\]]/g, '');
  if (/^\[?(?:time|date|hh|yyyy|\{\{)/i.test(plain)) return true;
  if (readDayLine(plain, anyDay) !== undefined) return true;
  const when = readWhen(plain, anyDay, false);
  return 'refused' in when || when.typed !== '' || readDayInHeading(plain, anyDay) !== undefined;
}
