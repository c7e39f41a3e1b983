/** Changes as they are printed: in words, with the lines that differ. */
import type { Change } from '../../postmortem/change.ts';
import { describeChange, type Known } from './describe-change.ts';
import { diffText } from './diff-text.ts';
import type { Paint } from './terminal.ts';

export function renderChanges(changes: readonly Change[], known: Known, paint: Paint): string[] {
  return changes
    .flatMap((change) => describeChange(change, known))
    .map(({ words, before, after }) => {
      const lines = before === undefined || after === undefined ? [] : diffText(before, after, paint);
      return [paint('bold', words), ...lines.map((line) => `  ${line}`)].join('\n');
    });
}

/** The same for programs. */
export function changesAsData(changes: readonly Change[], known: Known): readonly object[] {
  return changes.flatMap((change) => describeChange(change, known).map((one) => ({ do: change.do, ...one })));
}
