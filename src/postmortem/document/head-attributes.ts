/**
 * What the marker of a head keeps for the index, which reads no comments and no sub-issues: when the incident was, which rules are muted, that it
 * was closed while parts were missing, and when it asks whether the measures hold.
 */
import type { Attributes } from '../markers.ts';
import type { Ends } from '../timeline/rows.ts';

export interface HeadNotes {
  readonly ends: Pick<Ends, 'discovered' | 'mitigated' | 'over' | 'isPast'>;
  /** Ids of rules. */
  readonly muted: readonly string[];
  readonly isLeftIncomplete: boolean;
  /** From when on it asks whether the measures hold; undefined where it does not, or did. */
  readonly asksAt?: number | undefined;
  readonly isAsked?: boolean;
}

const moments = ['discovered', 'mitigated', 'over'] as const;

/** Instants in minutes since 1970. */
export function headAttributes({ ends, muted, isLeftIncomplete, asksAt, isAsked }: HeadNotes): Attributes {
  const times = moments.flatMap((one) => {
    const at = ends[one];
    return at === undefined ? [] : [[one, String(Math.floor(at / 60_000))]];
  });
  return {
    ...Object.fromEntries(times),
    ...(ends.isPast ? { past: '1' } : {}),
    ...(muted.length > 0 ? { muted: [...muted].sort().join('.') } : {}),
    ...(isLeftIncomplete ? { incomplete: '1' } : {}),
    ...(asksAt === undefined ? {} : { asks: String(Math.floor(asksAt / 60_000)) }),
    ...(isAsked ? { asked: '1' } : {}),
  };
}

export function readHeadAttributes(attributes: Attributes): HeadNotes {
  const read = (one: (typeof moments)[number] | 'asks') =>
    /^\d{1,9}$/.test(attributes[one] ?? '') ? Number(attributes[one]) * 60_000 : undefined;
  return {
    ends: {
      discovered: read('discovered'),
      mitigated: read('mitigated'),
      over: read('over'),
      ...(attributes.past === '1' ? { isPast: true } : {}),
    },
    muted: attributes.muted?.split('.') ?? [],
    isLeftIncomplete: attributes.incomplete === '1',
    asksAt: read('asks'),
    ...(attributes.asked === '1' ? { isAsked: true } : {}),
  };
}
