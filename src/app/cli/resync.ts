/** `resync OWNER/REPO`: runs the App's own passes over everything open and the index. */
import { type CarriedOut, carryOut } from './carry-out.ts';
import { exitCodes } from './commands.ts';
import { explain } from './explain.ts';
import { fail } from './fail.ts';
import { findWriter, readIdentity, told } from './identity.ts';
import { createProgress } from './progress.ts';
import type { Asked, Surroundings } from './run.ts';
import { printable, printableJson } from './terminal.ts';
import { openWriter } from './writer.ts';

/** @returns the exit code */
export async function runResync([repo = '']: readonly string[], asked: Asked, around: Surroundings): Promise<number> {
  const { out, err, now } = around;
  const identity = readIdentity('resync', around);
  if ('problem' in identity) return fail(identity.problem, around);
  const progress = createProgress({ err, columns: around.errColumns });
  try {
    const found = await findWriter(identity, 'resync', repo, around);
    const writer = 'problem' in found ? found : await openWriter(found, repo, around);
    if ('problem' in writer) return fail(writer.problem, around);
    const repaired = await carryOut(writer, { do: 'resync' }, { progress, now });
    progress.end();
    const { failed } = repaired;
    for (const { key, why } of failed) err(`${printable(`${key}: ${why}`)}\n`);
    out(asked.options.format === 'json' ? `${printableJson(repaired)}\n` : renderText(repaired));
    return failed.length > 0 ? exitCodes.bad.code : exitCodes.good.code;
  } catch (error) {
    progress.end();
    const why = explain(error, { issue: repo, apiUrl: identity.apiUrl, ...told(identity), now: now() });
    if (why === undefined) throw error;
    return fail(why, around);
  }
}

function renderText({ repository, looked, changes, failed }: CarriedOut): string {
  const issues = looked - 1;
  const seen = `${repository}: looked at ${issues === 1 ? '1 issue' : `${issues} issues`} and the index.`;
  const left = failed.length > 0 ? ` ${failed.length} could not be repaired.` : '';
  if (changes.length === 0) return `${printable(seen)} Nothing to change.${left}\n`;
  const counted = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return `${[`${printable(seen)} ${counted}.${left}`, ...changes.map((one) => `- ${one.words}`)].join('\n')}\n`;
}
