/** A pass in words, for the panel of the page: why it ran, what it read, each change, and what all of it cost. */
import type { ShownChange, ShownPass } from '../../emulator/page/passes.ts';
import type { Attempt, Cause, Outcome, PassReport, Read } from '../../reconcile/pass-report.ts';
import { describeChange, type Known, knownOf } from '../cli/describe-change.ts';
import { diffText } from '../cli/diff-text.ts';
import { plain } from '../cli/terminal.ts';

export function showPass(report: PassReport, id: string): ShownPass {
  const { key, why, reads, changes, requests, at, ms, outcome } = report;
  const known = knownBy(reads);
  return {
    id,
    at: new Date(at).toISOString(),
    ms: Math.round(ms),
    about: key.kind === 'index' ? `The index of ${key.repo}` : `The case of ${key.repo}#${key.number}`,
    why: why.map(causeInWords),
    reads: counted(reads.map(readInWords)),
    changes: changes.flatMap((one) => showAttempt(one, known)),
    requests: {
      reads: requests.filter((one) => !one.isWrite).length,
      writes: requests.filter((one) => one.isWrite).length,
      names: counted(requests.map((one) => one.what)),
    },
    trouble: troubles[outcome],
  };
}

const troubles: { readonly [outcome in Outcome]: string | undefined } = {
  done: undefined,
  retry: 'GitHub did not answer as it should. The app tries again.',
  limited: 'GitHub says slow down. The app goes on when it may.',
  failed: 'GitHub refused. The next event or resync tries again.',
};

const results: { readonly [result in Attempt['result']]: string | undefined } = {
  done: undefined,
  moved: 'Not written: somebody had edited the text meanwhile, so the app read it again.',
  refused: 'GitHub refused this. The app tries again in an hour.',
  failed: 'This did not get through.',
};

/** Event → what somebody did, before the issue. */
const deeds: Readonly<Record<string, string>> = {
  'issues.opened': 'opened',
  'issues.edited': 'edited',
  'issues.deleted': 'deleted',
  'issues.transferred': 'transferred',
  'issues.closed': 'closed',
  'issues.reopened': 'reopened',
  'issues.assigned': 'changed who is assigned to',
  'issues.unassigned': 'changed who is assigned to',
  'issues.pinned': 'pinned',
  'issues.unpinned': 'unpinned',
  'issue_comment.created': 'commented on',
  'issue_comment.edited': 'edited a comment on',
  'issue_comment.deleted': 'deleted a comment on',
  'sub_issues.sub_issue_added': 'linked a sub-issue to',
  'sub_issues.sub_issue_removed': 'unlinked a sub-issue of',
  'sub_issues.parent_issue_added': 'linked a sub-issue to',
  'sub_issues.parent_issue_removed': 'unlinked a sub-issue of',
};

export function causeInWords(cause: Cause): string {
  switch (cause.cause) {
    case 'event':
      return eventInWords(cause);
    case 'resync':
      return 'At the start and every hour, the app looks at everything that is open.';
    case 'pass':
      return cause.over.kind === 'index'
        ? 'The index led here.'
        : `${cause.over.repo}#${cause.over.number} changed what stands here.`;
    case 'later':
      return 'Once more a minute later, because GitHub may not show at once what was just written.';
    case 'rest':
      return 'It rested for ten minutes, because something undid the same change again and again.';
    case 'retry':
      return 'The pass before did not end well.';
  }
}

function eventInWords({ event, by = 'Somebody', repo, number, label }: Extract<Cause, { cause: 'event' }>): string {
  const where = repo === undefined || number === undefined ? (repo ?? 'something') : `${repo}#${number}`;
  if (event === 'issues.labeled' && label !== undefined) return `${by} put the label "${label}" on ${where}.`;
  if (event === 'issues.unlabeled' && label !== undefined) return `${by} took the label "${label}" off ${where}.`;
  const deed = Object.hasOwn(deeds, event) ? deeds[event] : undefined;
  return deed === undefined ? `${by}: ${event} on ${where}.` : `${by} ${deed} ${where}.`;
}

export function readInWords(read: Read): string {
  switch (read.read) {
    case 'case':
      return caseInWords(read);
    case 'index':
      return read.isWhole
        ? `the index and all ${count(read.count, 'postmortem')}`
        : `the index, and of the postmortems what has changed since: ${read.count}`;
    case 'role':
      return `the role of ${read.login}: ${read.role}`;
    case 'issue':
      return `${read.repo}#${read.number}`;
    case 'body of the index':
      return 'the body of the index';
    case 'earlier postmortems':
    case 'recent openings':
      return read.read;
    case 'assignable people':
      return 'who can be assigned';
  }
}

function caseInWords({ repo, number, found }: Extract<Read, { read: 'case' }>): string {
  const at = `${repo}#${number}`;
  if (found.found === 'part') return `${at}, which belongs to the case of ${found.of.repo}#${found.of.number}`;
  if (found.found === 'index') return `${at}, which is the index`;
  if (found.found === 'nothing') return `${at}, which is neither an incident nor a part of one`;
  const { incident, postmortem } = found.snapshot;
  const talk = [incident, postmortem].reduce((sum, one) => sum + (one?.comments.length ?? 0), 0);
  const parts = [
    ...(incident ? [`the incident ${incident.repo}#${incident.number}`] : []),
    postmortem ? `its postmortem ${postmortem.repo}#${postmortem.number}` : 'no postmortem yet',
    ...(postmortem && postmortem.measures.length > 0 ? [count(postmortem.measures.length, 'measure')] : []),
    count(talk, 'comment'),
  ];
  return parts.join(', ');
}

function count(many: number, noun: string): string {
  return `${many} ${many === 1 ? noun : `${noun}s`}`;
}

/** Each text once, with how often it came. */
function counted(texts: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times].map(([text, many]) => (many === 1 ? text : `${text} (${many} times)`));
}

function showAttempt({ change, result }: Attempt, known: Known): ShownChange[] {
  return describeChange(change, known).map(({ words, before, after }) => ({
    words,
    diff: before === undefined || after === undefined ? [] : diffText(before, after, plain),
    trouble: results[result],
  }));
}

/** The names of all that the readings of a pass have brought; a later reading knows more. */
function knownBy(reads: readonly Read[]): Known {
  const all = reads.flatMap((one) => (one.read === 'case' && one.found.found === 'case' ? [one.found.snapshot] : []));
  const each = all.map(knownOf);
  return {
    comments: new Map(each.flatMap((one) => [...one.comments])),
    names: new Map(each.flatMap((one) => [...one.names])),
  };
}
