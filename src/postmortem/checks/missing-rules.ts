/** What has to be there: every required section, and a timeline with a beginning and an end. Only these keep a postmortem from being complete. */
import { writtenIn } from '../document/read.ts';
import { type SectionId, sectionOf, sections } from '../document/sections.ts';
import type { Found, Rule, Seen } from './rule.ts';

/** Why the guide asks for it; what it leaves open is asked for only where a repository says so. */
const whys: { readonly [id in SectionId]?: readonly [why: string, source: string] } = {
  summary: [
    'A report is read by people who were not there.',
    'the 18F guide: learn within our projects and more broadly',
  ],
  apology: ['The formula of a great report begins with it.', 'the 18F guide: apologize for what happened'],
  impact: [
    'Whom it hurt, and how, shows that you understand what happened.',
    'the 18F guide: demonstrate you understand',
  ],
  factors: ['What helped it along is what can be changed.', 'the 18F guide: analyze the factors that contributed'],
  resolution: [
    'Whoever meets it next wants to know what ended it.',
    'the 18F guide: the events and how they were resolved',
  ],
  measures: [
    'This is the key outcome for the team.',
    'the 18F guide: propose, discuss, and prioritize preventative measures',
  ],
};
const asked = ['Your repository asks for it.', '`.github/postmortems.yml`'] as const;

export const missingRules: readonly Rule[] = sections
  .filter((one) => one.id !== 'timeline')
  .map(({ id, heading, missing }) => {
    const [why, source] = whys[id] ?? asked;
    return {
      id: `no-${id}`,
      level: 'error',
      section: id,
      why,
      source,
      fires: [],
      quiet: ['Written.'],
      remedy: `Write it under \`## ${heading}\`.`,
      find: (seen) => (seen.due.includes(id) ? findMissing(seen, id, missing) : []),
    };
  });

function findMissing({ document, measures }: Seen, id: SectionId, missing: string): Found[] {
  if (id === 'measures' && measures.length > 0) return [];
  if (writtenIn(document, id) !== '') return [];
  const there = document.sections.find((one) => one.id === id);
  if (there) return [{ text: missing, short: id === 'measures' ? 'none yet' : 'empty', at: there.headingStart }];
  const { heading, prompt } = sectionOf(id);
  return [{ text: `is missing. Add a heading \`## ${heading}\`, and below it: ${prompt}`, short: 'missing' }];
}
