/**
 * A story: what people do, in bursts with a break between them, and what goes wrong meanwhile. Plain data, so that it can be made from a seed,
 * shortened and printed. Every person's text holds a word of its own by which it is found again.
 */

/** An incident by its letter (`A`), its postmortem (`A record`), a measure by its title (`measure w7`), or the `index`. */
export type Page = string;

/**
 * How somebody changes a body: what they see when they save (`fresh`); or while the app plans its next write to it, right before its last look
 * (`while planned`); or in the very moment of that write (`in flight`); or with the text that they had opened before (`stale`). In a clean run all
 * of them are fresh.
 */
export type Saving = 'fresh' | 'while planned' | 'in flight' | 'stale';

export type Deed =
  | { readonly do: 'open'; readonly incident: string; readonly title: string; readonly text: string }
  | { readonly do: 'mark' | 'unmark'; readonly on: Page; readonly label: string }
  | { readonly do: 'say'; readonly comment: string; readonly on: Page; readonly text: string }
  | { readonly do: 'reword'; readonly comment: string; readonly text: string }
  | { readonly do: 'delete' | 'hide' | 'show'; readonly comment: string }
  | { readonly do: 'open the editor'; readonly on: Page }
  /** A paragraph at the end of a section. */
  | { readonly do: 'write'; readonly on: Page; readonly section: string; readonly text: string; readonly how: Saving }
  /** A row of the timeline. */
  | { readonly do: 'note'; readonly on: Page; readonly text: string; readonly how: Saving }
  /** Other words for these, wherever they stand. */
  | { readonly do: 'change'; readonly on: Page; readonly from: string; readonly to: string; readonly how: Saving }
  /** The row or paragraph with these words goes. */
  | { readonly do: 'cut'; readonly on: Page; readonly words: string; readonly how: Saving }
  | { readonly do: 'close'; readonly on: Page; readonly as: 'completed' | 'not_planned' }
  | { readonly do: 'reopen' | 'remove' | 'unlink' | 'transfer' | 'delete the status comment'; readonly on: Page }
  | { readonly do: 'rename'; readonly on: Page; readonly title: string }
  | { readonly do: 'assign' | 'unassign'; readonly on: Page; readonly who: string }
  /** Somebody has no role in the repository any more. */
  | { readonly do: 'lose the role'; readonly who: string };

export type Act = Deed & {
  readonly burst: number;
  readonly by: string;
  /** Saved by a browser, which makes every line end `\r\n`. */
  readonly inBrowser?: true;
};

/** Requests of the app that faults choose from. */
export const requestNames = [
  'any',
  'read',
  'look',
  'write body',
  'open issue',
  'write comment',
  'edit comment',
  'react',
  'other write',
] as const;
export type RequestName = (typeof requestNames)[number];

/**
 * `502`, `cut`, `403`, `429`, `spent`: the request is not carried out. `502 after`, `cut after`: it is, and the answer is lost. `slow` takes half a
 * minute. `expired`: the tokens end. `stop before`, `stop after`: the process is gone, and another one begins a while later, knowing nothing.
 */
export const requestFates = [
  '502',
  '502 after',
  'cut',
  'cut after',
  '403',
  '429',
  'spent',
  'slow',
  'expired',
  'stop before',
  'stop after',
] as const;
export type RequestFate = (typeof requestFates)[number];

export type Fault =
  /** The nth request of that name, over all processes. */
  | { readonly hits: RequestName; readonly nth: number; readonly goes: RequestFate }
  | { readonly hits: 'delivery'; readonly nth: number; readonly goes: 'lost' | 'twice' | 'late' }
  | { readonly hits: 'deliveries'; readonly goes: 'lost' | 'shuffled' }
  /** Filtered lists are half a minute late. */
  | { readonly hits: 'lists' }
  /** A second process from this burst to the next; each delivery comes to one of them. */
  | { readonly hits: 'processes'; readonly burst: number }
  /** A bot undoes what the app writes into the postmortem, again and again, from this burst to the next. */
  | { readonly hits: 'lines'; readonly burst: number };

export interface Story {
  readonly acts: readonly Act[];
  readonly faults: readonly Fault[];
  /** What one request of the app takes. */
  readonly latencyMs: number;
}

/** A story as people tell it, and as data to paste into a test. */
export function tell({ acts, faults, latencyMs }: Story): string {
  return [
    `Each request takes ${latencyMs} ms.`,
    ...acts.map((act) => `- burst ${act.burst}: ${tellAct(act)}`),
    ...faults.map((fault) => `- fault: ${JSON.stringify(fault)}`),
    JSON.stringify({ latencyMs, acts, faults }),
  ].join('\n');
}

function tellAct({ burst, by, inBrowser, ...deed }: Act): string {
  const { do: what, ...rest } = deed;
  const words = Object.entries(rest).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return `${by} ${what} ${words.join(', ')}${inBrowser ? ' in a browser' : ''}`;
}
