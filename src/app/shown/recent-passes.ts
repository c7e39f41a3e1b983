/** The last passes, by the issues that they had to do with. Kept in memory only: they are for watching, and nothing is decided by them. */
import type { Passes, ShownPass } from '../../emulator/page/passes.ts';
import type { PassReport } from '../../reconcile/pass-report.ts';
import { showPass } from './show-pass.ts';

export interface RecentPasses extends Passes {
  add(report: PassReport): void;
  clear(): void;
  /** Calls back after each; @returns how to stop it */
  watch(listener: () => void): () => void;
}

const most = 300;

export function createRecentPasses(): RecentPasses {
  let recent: { readonly shown: ShownPass; readonly issues: ReadonlySet<string> }[] = [];
  /** Issue → all issues of its case, as last read. */
  const cases = new Map<string, readonly string[]>();
  const listeners = new Set<() => void>();
  let added = 0;

  function change(to: typeof recent): void {
    recent = to;
    for (const tell of listeners) tell();
  }

  function issuesOf(report: PassReport): ReadonlySet<string> {
    const own = ownIssuesOf(report);
    if (report.key.kind === 'index') return new Set(own.flatMap((one) => [one, ...(cases.get(one) ?? [])]));
    for (const one of own) cases.set(one, own);
    return new Set(own);
  }

  return {
    on: (repository, number) => {
      const wanted = nameOf({ repo: repository, number });
      return recent.filter(({ issues }) => issues.has(wanted)).map(({ shown }) => shown);
    },
    add: (report) => {
      added += 1;
      const one = { shown: showPass(report, `pass-${added}`), issues: issuesOf(report) };
      change([one, ...recent].slice(0, most));
    },
    clear: () => change([]),
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

interface Place {
  readonly repo: string;
  readonly number: number;
}

function nameOf({ repo, number }: Place): string {
  return `${repo.toLowerCase()}#${number}`;
}

function ownIssuesOf({ key, why, reads, changes }: PassReport): string[] {
  const { repo } = key;
  const found: Place[] = key.kind === 'case' ? [key] : [];
  for (const one of why) if (one.cause === 'pass' && one.over.kind === 'case') found.push(one.over);
  for (const read of reads) {
    if (read.read === 'index') found.push(...[...read.indexes, ...read.named].map((number) => ({ repo, number })));
    if (read.read !== 'case') continue;
    found.push(read);
    if (read.found.found === 'part') found.push(read.found.of);
    if (read.found.found !== 'case') continue;
    const { incident, postmortem } = read.found.snapshot;
    found.push(...[incident, postmortem].flatMap((one) => one ?? []), ...(postmortem?.measures ?? []));
  }
  for (const { opened } of changes) if (opened !== undefined) found.push({ repo, number: opened });
  return [...new Set(found.map(nameOf))];
}
