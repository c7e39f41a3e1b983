/** What a repository wants of sections: how they are called, and which have to be written. */
import type { Aliases } from '../document/meaning.ts';
import { type SectionId, sections } from '../document/sections.ts';
import type { Configuration } from './schema.ts';

/** Headings of their own, where a repository has such. */
export type Headings = { readonly [id in SectionId]?: string | undefined };

export interface SectionNaming {
  readonly headings: Headings;
  readonly aliases: Aliases;
}

export function namingOf({ sections: chosen }: Configuration): SectionNaming {
  const entries = sections.flatMap(({ id }) => {
    const choice = chosen[id];
    return choice ? [{ id, heading: choice.heading, names: [choice.heading ?? [], choice.aliases].flat() }] : [];
  });
  return {
    headings: Object.fromEntries(entries.map(({ id, heading }) => [id, heading])),
    aliases: Object.fromEntries(entries.map(({ id, names }) => [id, names])),
  };
}

/** The sections that have to be written in a postmortem of that severity. */
export function requiredIn({ sections: chosen }: Configuration, severity: string | undefined): readonly SectionId[] {
  return sections
    .filter(({ id, required }) => isRequired(chosen[id]?.required ?? required, severity))
    .map(({ id }) => id);
}

function isRequired(choice: boolean | readonly string[], severity: string | undefined): boolean {
  return typeof choice === 'boolean' ? choice : severity !== undefined && choice.includes(severity);
}
