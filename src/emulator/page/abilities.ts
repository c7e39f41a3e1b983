/** Who may do what on the page: which controls are shown, and what to say when the API refuses. The API alone decides. */

const ranks = ['visitor', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Rank = (typeof ranks)[number];

interface Ability {
  /** Completes the sentence "ron may not …". */
  readonly words: string;
  readonly needs: Rank;
  /** The author may, whatever the role. */
  readonly author?: true;
}

const abilities = {
  comment: { words: 'comment here', needs: 'visitor' },
  react: { words: 'react here', needs: 'visitor' },
  open: { words: 'open issues here', needs: 'visitor' },
  label: { words: 'change labels', needs: 'triage' },
  newLabel: { words: 'make new labels', needs: 'write' },
  assign: { words: 'assign people', needs: 'triage' },
  close: { words: 'close or reopen this issue', needs: 'triage', author: true },
  edit: { words: 'edit this text', needs: 'write', author: true },
  remove: { words: 'delete this comment', needs: 'write', author: true },
  hide: { words: 'hide or show this comment', needs: 'write', author: true },
  link: { words: 'change sub-issues', needs: 'triage' },
  pin: { words: 'pin or unpin issues', needs: 'write' },
} satisfies Record<string, Ability>;
export type AbilityName = keyof typeof abilities;

/** Who looks at the page, and what they are to the repository. */
export interface Viewer {
  readonly login: string;
  readonly rank: Rank;
}

/** Whether the page offers it; `author` is who wrote the thing in question. */
export function can(viewer: Viewer, name: AbilityName, author?: string): boolean {
  const ability: Ability = abilities[name];
  return isAtLeast(viewer.rank, ability.needs) || (ability.author === true && author === viewer.login);
}

/** Whose help it takes, said before somebody looks for a control that is not there; undefined for who may. */
export function adviceFor(viewer: Viewer, name: AbilityName): string | undefined {
  if (can(viewer, name)) return undefined;
  const { needs }: Ability = abilities[name];
  const role = roleOf(viewer);
  return `This takes the role ${needs} or more, and ${viewer.login} has ${role} here. Switch to somebody else at the top right.`;
}

/** One line for a refusal: what was refused to whom, why, and what helps. */
export function explainRefusal(viewer: Viewer, name: AbilityName, status: number, message: string): string {
  const { words, needs, author }: Ability = abilities[name];
  const lacksRank = (status === 403 || status === 404) && !isAtLeast(viewer.rank, needs);
  if (!lacksRank) return message;
  const role = roleOf(viewer);
  const who = author ? `its author or the role ${needs}` : `the role ${needs}`;
  return `${viewer.login} may not ${words}: that takes ${who}, and ${viewer.login} has ${role} here. Switch to somebody else at the top right.`;
}

/** The highest rank among the flags that REST prints for a repository. */
export function rankOf(flags: Partial<Record<string, boolean>> | undefined, role: string): Rank {
  if (flags?.admin) return 'admin';
  if (flags?.maintain) return 'maintain';
  if (flags?.push) return 'write';
  if (flags?.triage) return 'triage';
  return role === 'visitor' ? 'visitor' : 'read';
}

function roleOf({ rank }: Viewer): string {
  return rank === 'visitor' ? 'no role' : `the role ${rank}`;
}

function isAtLeast(rank: Rank, needed: Rank): boolean {
  return ranks.indexOf(rank) >= ranks.indexOf(needed);
}
