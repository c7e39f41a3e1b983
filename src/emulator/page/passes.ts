/**
 * What the app beside the embedded GitHub did, as the page shows it. The page knows nothing of the app: whoever starts both hands this in. All words
 * are plain text in which `acme/shop#12` and addresses become links.
 */

export interface Passes {
  /** Those that had to do with an issue, the latest first. */
  on(repository: string, number: number): readonly ShownPass[];
}

export interface ShownPass {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly ms: number;
  /** What it looked at: "The case of acme/shop#12". */
  readonly about: string;
  readonly why: readonly string[];
  readonly reads: readonly string[];
  readonly changes: readonly ShownChange[];
  readonly requests: { readonly reads: number; readonly writes: number; readonly names: readonly string[] };
  /** Said where it did not end well. */
  readonly trouble?: string | undefined;
}

export interface ShownChange {
  readonly words: string;
  /** Lines that begin with `+`, `-` or a blank; any other line stands for a gap. */
  readonly diff: readonly string[];
  /** Said where it was not done. */
  readonly trouble?: string | undefined;
}
