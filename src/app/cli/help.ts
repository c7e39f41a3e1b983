/** The help, from the rows of commands. */
import { type CliCommand, type CliOption, cliCommands, everywhere, program, variables } from './commands.ts';
import { wrap } from './terminal.ts';

const widest = 100;
const narrowest = 60;

/** @param columns how wide the terminal is */
export function renderHelp(command: CliCommand | undefined, columns: number): string {
  const width = Math.max(narrowest, Math.min(widest, columns));
  const shown = command ? [command] : cliCommands;
  const options = command ? [...command.options, ...everywhere] : everywhere;
  const blocks = [
    ['Usage:', ...shown.map((one) => `  npx ${program} ${one.name} ${one.operands}`)],
    ...shown.flatMap((one) => [
      [`${one.name}:`, ...indented(one.does, width)],
      ...(command ? [] : [rows(one.options.map(optionRow), width)]),
    ]),
    ['Options:', ...rows(options.map(optionRow), width)],
    [
      'Environment:',
      ...rows(
        variables.map(({ name, does }) => [name, does] as const),
        width,
      ),
    ],
    ['Examples:', ...shown.flatMap((one) => one.examples.map((example) => `  npx ${program} ${example}`))],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function optionRow({ name, takes, short, does }: CliOption): readonly [string, string] {
  return [`${short === undefined ? '' : `-${short}, `}--${name}${takes === undefined ? '' : ` ${takes}`}`, does];
}

function rows(pairs: readonly (readonly [string, string])[], width: number): string[] {
  const first = Math.max(...pairs.map(([name]) => name.length)) + 4;
  return pairs.flatMap(([name, does]) =>
    wrap(does, width - first).map(
      (line, index) => `${index === 0 ? `  ${name}`.padEnd(first) : ' '.repeat(first)}${line}`,
    ),
  );
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line) => `  ${line}`);
}
