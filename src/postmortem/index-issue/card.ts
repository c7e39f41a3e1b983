/**
 * What the index shows of one postmortem, read from its own body, labels and state. Two equal cards look the same there, so only a new card makes the
 * index dirty.
 */
import { importedAt } from '../adopting/imported.ts';
import { readNotNeeded } from '../closing/not-needed.ts';
import type { Configuration } from '../configuration/schema.ts';
import { type HeadNotes, readHeadAttributes } from '../document/head-attributes.ts';
import { readRegions } from '../document/read-regions.ts';
import { type Returned, readReturned } from '../document/returned.ts';
import { cameFrom, isSameRepository, mayHold } from '../home.ts';
import { readRecordLine } from '../joining/judge-joining.ts';
import { hasLabel, severityIn } from '../labels.ts';
import { findHostility } from '../markdown/hostile.ts';
import { type MeasureCard, readMeasureRows } from '../measures/token.ts';
import type { CaseSnapshot, Issue, Listed } from '../snapshot.ts';
import { isOver } from '../timeline/rows.ts';
import { nextStep } from './next-step.ts';
import { readSeenAgain } from './seen-again.ts';

export interface Card {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly stage: 'ongoing' | 'writing' | 'closed' | 'closed incomplete' | 'not needed' | 'joined';
  /** Why it is not needed, or which record it has joined; safe to be shown. */
  readonly why: string | undefined;
  /** Why nothing can be read of it. */
  readonly broken: string | undefined;
  /** When it was discovered, else when it was reported; epoch milliseconds. */
  readonly at: number;
  /** From discovery to declared over, milliseconds. */
  readonly took: number | undefined;
  /** From discovery to mitigated, milliseconds. */
  readonly mitigatedAfter: number | undefined;
  readonly severity: string | undefined;
  /** The next step, in a word or two, while it is being written. */
  readonly next: string | undefined;
  readonly measures: readonly MeasureCard[];
  /** Its factors that were seen before. */
  readonly returned: readonly Returned[];
  /** What its head says of later ones in which a factor returned. */
  readonly seenAgain: string | undefined;
  /** Number of its incident, where that is in the same repository. */
  readonly incident: number | undefined;
  /** Its incident, as `acme/shop#12`, where that is in another one. */
  readonly from?: string;
  /** From when on it asks whether its measures hold, epoch milliseconds. */
  readonly asksAt?: number | undefined;
  /** Security incidents are listed nowhere. */
  readonly isHidden: boolean;
}

/** The configuration of the index that lists a case, as far as its cards depend on it. */
export function indexOf({ configuration, repository }: CaseSnapshot): Configuration {
  return { ...configuration, labels: { ...configuration.labels, security: repository.security } };
}

/**
 * @param index the configuration of the index, which holds where that of the case is no other one
 * @param known its next step, where that was found already
 */
export function readCard(listed: Listed, index: Configuration, known?: { readonly next: string }): Card {
  const { configuration = index } = listed;
  const { number, url, state, rawBody } = listed;
  // What is public tells nothing of an incident that is not, be it since yesterday.
  const incident = listed.incident && mayHold(listed, listed.incident) ? listed.incident : undefined;
  const regions = readRegions(rawBody);
  const head = regions.get('head');
  const notes = readHeadAttributes(head?.attributes ?? {});
  const { discovered, mitigated, over } = notes.ends;
  const broken = findHostility(rawBody);
  const stage = stageOf(listed, notes);
  return {
    number,
    title: listed.title.replace(/^Postmortem: /, ''),
    url,
    stage,
    why: readNotNeeded(head?.inside ?? '', state) ?? readRecordLine(head?.inside ?? ''),
    broken,
    at: discovered ?? incident?.createdAt ?? (listed.ours ? undefined : importedAt(rawBody)) ?? listed.createdAt,
    took: after(discovered, over),
    mitigatedAfter: after(discovered, mitigated),
    severity: severityIn({ incident, postmortem: listed }),
    next:
      stage === 'writing' && broken === undefined
        ? (known?.next ?? nextStep(listed, configuration, notes.muted))
        : undefined,
    measures: readMeasureRows(regions.get('measures')?.inside ?? '').filter((one) =>
      one.url.startsWith(homeOf(listed)),
    ),
    returned: readReturned(rawBody, listed.repo),
    seenAgain: readSeenAgain(head?.inside ?? ''),
    incident: incident && url === `${incident.url.replace(/\d+$/, '')}${number}` ? incident.number : undefined,
    ...(incident && !isSameRepository(incident.repo, listed.repo)
      ? { from: `${incident.repo}#${incident.number}` }
      : {}),
    asksAt: state === 'completed' ? notes.asksAt : undefined,
    isHidden: isHidden(listed, incident !== undefined, [configuration.labels.security, index.labels.security]),
  };
}

/** In a public home, one whose incident nobody shows us may have come from what is private now. */
function isHidden(listed: Listed, isKnown: boolean, security: readonly string[]): boolean {
  const labels = [...(listed.incident?.labels ?? []), ...listed.labels];
  const isLost = !isKnown && !listed.isPrivate && cameFrom(listed.body) !== undefined;
  return isLost || security.some((name) => hasLabel({ labels }, name));
}

function stageOf({ state }: Issue, { ends, isLeftIncomplete }: HeadNotes): Card['stage'] {
  if (state === 'open') return isOver(ends) ? 'writing' : 'ongoing';
  if (state === 'duplicate') return 'joined';
  if (state !== 'completed') return 'not needed';
  return isLeftIncomplete ? 'closed incomplete' : 'closed';
}

/** Measures are issues of the same owner; a link to anywhere else was put there by hand. */
function homeOf({ url, repo }: Issue): string {
  const [owner = ''] = repo.split('/');
  return url.slice(0, url.indexOf(`/${owner}/`) + owner.length + 2);
}

function after(from: number | undefined, to: number | undefined): number | undefined {
  return from !== undefined && to !== undefined && to >= from ? to - from : undefined;
}
