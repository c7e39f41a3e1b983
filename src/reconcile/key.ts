/**
 * The name of one thing the app keeps true: a case (by the number of any of its issues), or the index of a repository. And of a resync, which marks
 * everything open of an installation.
 */

export interface Key {
  readonly kind: 'case' | 'index' | 'resync';
  readonly installation: number;
  /** `owner/name`; empty for a resync. */
  readonly repo: string;
  /** Of an issue; else 0. */
  readonly number: number;
}

export function caseKey(installation: number, repo: string, number: number): Key {
  return { kind: 'case', installation, repo, number };
}

export function indexKey(installation: number, repo: string): Key {
  return { kind: 'index', installation, repo, number: 0 };
}

export function resyncKey(installation: number): Key {
  return { kind: 'resync', installation, repo: '', number: 0 };
}

/** `case:7:acme/shop#212`, `index:7:acme/shop#0`. Equal keys have equal texts. */
export function keyText({ kind, installation, repo, number }: Key): string {
  return `${kind}:${installation}:${repo.toLowerCase()}#${number}`;
}
