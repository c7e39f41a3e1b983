/** What was measured, and how it is shown: one row for each figure. */

export interface Measured {
  readonly what: string;
  readonly ours: string;
  /** What it is measured against. */
  readonly peer: string;
  /** Ours by the peer's: the median of several runs by turns. */
  readonly ratio?: number;
  readonly aim?: Aim;
  /** All that was measured, for the JSON. */
  readonly figures: object;
}

/** Of the ratio where there is one, else of `value`. */
export type Aim = { readonly value?: number } & ({ readonly atLeast: number } | { readonly atMost: number });

export function isMet({ ratio, aim }: Measured): boolean | undefined {
  const value = aim?.value ?? ratio;
  if (!aim || value === undefined) return undefined;
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
}

export function asTable(rows: readonly Measured[]): string {
  const lines = rows.map((row) => {
    const { what, ours, peer, ratio, aim } = row;
    const aimed = aim && ('atLeast' in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`);
    const met = isMet(row);
    return `| ${what} | ${ours} | ${peer} | ${ratio === undefined ? '' : ratio.toFixed(2)} | ${aimed ?? ''} | ${met === undefined ? '' : met ? 'yes' : 'no'} |`;
  });
  return ['| what | ours | against | ratio | aim | met |', '|---|---|---|---|---|---|', ...lines].join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** @param of between 0 and 1 */
export function percentile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0;
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function ms(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
