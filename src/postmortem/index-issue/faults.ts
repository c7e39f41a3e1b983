/** What is wrong in the configuration, for whoever reads the index: there until it is mended. */
import type { ConfigurationFaults, Repository } from '../snapshot.ts';

const mostShown = 20;

export function renderFaults({ repo, path, problems }: ConfigurationFaults, { name, url }: Repository): string[] {
  const where = `${url.slice(0, url.length - name.length)}${repo}/blob/HEAD/${path}`;
  const lines = problems
    .slice(0, mostShown)
    .map(({ line, column, message }) => `- [Line ${line}, column ${column}](${where}#L${line}): ${message}`);
  if (problems.length > mostShown) lines.push(`- and ${problems.length - mostShown} more`);
  const count = problems.length === 1 ? 'one place' : `${problems.length} places`;
  return [
    '### Configuration',
    `[${repo}/${path}](${where}) is wrong in ${count}. Until it is mended, the last good values are used there, or the usual ones.`,
    lines.join('\n'),
  ];
}
