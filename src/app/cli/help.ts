/** What stands at the end of the help, from the rows: commander writes the rest. */
import { type CliCommand, cliCommands, exitCodes, program, variables } from './commands.ts';
import { wrap } from './terminal.ts';

/** @param columns how wide it may be */
export function helpEnd(command: CliCommand | undefined, columns: number): string {
  const examples = command?.examples ?? cliCommands.flatMap((one) => one.examples.at(-1) ?? []);
  const codes = Object.values(exitCodes).map(({ code, means }) => {
    const no = code === 1 && command ? command.no : undefined;
    return [String(code), no === undefined ? means : `It is done, and something is wrong: ${no}.`] as const;
  });
  const blocks = [
    ['Examples:', ...examples.map((example) => `  npx ${program} ${example}`)],
    [
      'Environment:',
      ...rows(
        variables.map(({ name, does }) => [name, does] as const),
        columns,
      ),
    ],
    [
      'Exit codes:',
      ...rows(
        codes.filter(([code]) => code !== '1' || !command || command.no !== undefined),
        columns,
      ),
    ],
  ];
  return `\n${blocks.map((lines) => lines.join('\n')).join('\n\n')}`;
}

function rows(pairs: readonly (readonly [string, string])[], width: number): string[] {
  const first = Math.max(...pairs.map(([name]) => name.length)) + 4;
  return pairs.flatMap(([name, does]) =>
    wrap(does, width - first).map(
      (line, index) => `${index === 0 ? `  ${name}`.padEnd(first) : ' '.repeat(first)}${line}`,
    ),
  );
}
