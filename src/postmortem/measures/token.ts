/**
 * The mark at the end of a measure's row in a postmortem: how it stands, for whoever reads the row only, as the index does.
 * `<!-- m216 accepted P1 2026-12-04 -->`: its number, its standing, its priority and the day it is due, as far as there are such. A `?` behind the
 * standing says that people still have to tell something: an owner, a reason, or whether it is done.
 */
export const standings = ['proposed', 'accepted', 'declined', 'done', 'worked', 'failed'] as const;

export type Standing = (typeof standings)[number];

interface Told {
  readonly number: number;
  readonly standing: Standing;
  readonly priority: string | undefined;
  /** `2026-12-04` */
  readonly by?: string | undefined;
  readonly isWaiting?: boolean | undefined;
}

/** A measure as its row tells of it. */
export interface MeasureCard extends Told {
  readonly title: string;
  readonly url: string;
}

export function measureToken({ number, standing, priority, by, isWaiting = false }: Told): string {
  return `<!-- ${[`m${number}`, isWaiting && standing !== 'proposed' ? `${standing}?` : standing, priority, by].filter(Boolean).join(' ')} -->`;
}

const rowPattern =
  /^- \[((?:\\.|[^\\\]])*)\]\(([^)\s]*)\)<br>.*<!-- m(\d{1,10}) ([a-z]+)(\?)?(?: (P[0-3]))?(?: (\d{4}-\d{2}-\d{2}))? -->\s*$/;

/** @param text the inside of the measures region */
export function readMeasureRows(text: string): MeasureCard[] {
  return text.split('\n').flatMap((line) => {
    const [, title = '', url = '', number, word, mark, priority, by] = rowPattern.exec(line) ?? [];
    const standing = standings.find((one) => one === word);
    if (standing === undefined) return [];
    const due = by !== undefined && Number.isNaN(Date.parse(by)) ? undefined : by;
    return [
      {
        title: title.replace(/\\(.)/g, '$1'),
        url,
        number: Number(number),
        standing,
        priority,
        by: due,
        ...(mark && { isWaiting: true }),
      },
    ];
  });
}
