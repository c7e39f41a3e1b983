/** From what was typed to what is wanted, or one line that says what is wrong with it and the remedy. The parser is commander, fed with the rows. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type CliCommand, type CliOption, cliCommands, type Operand, program } from './commands.ts';
import { helpEnd } from './help.ts';
import { printable } from './terminal.ts';

export interface Given {
  readonly command: CliCommand['name'];
  readonly operands: readonly string[];
  readonly options: Options;
}

export interface Options {
  readonly format?: string;
  readonly config?: string;
  readonly app?: string;
  readonly out?: string;
  readonly role?: string;
  readonly event?: string;
  readonly payload?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly action?: string;
  readonly apply?: boolean;
  readonly all?: boolean;
  readonly open?: boolean;
  readonly unpaced?: boolean;
  /** Whether a workflow does the work. */
  readonly workflow?: boolean;
}

export type Wanted =
  | { readonly do: 'run'; readonly given: Given }
  /** Asked for, or shown to whoever typed nothing. */
  | { readonly do: 'help'; readonly text: string; readonly isAsked: boolean }
  | { readonly do: 'version' }
  | { readonly wrong: string };

/** @param columns how wide the help may be */
export function readArguments(args: readonly string[], columns: number): Wanted {
  let given: Given | undefined;
  let text = '';
  const note = (part: string) => {
    text += part;
  };
  const root = new Command(program)
    .description('Incident postmortems as GitHub issues, on the command line.')
    .helpOption('-h, --help', 'Shows this.')
    .helpCommand('help [COMMAND]', 'Shows what a command takes.')
    .version('', '-v, --version', 'Prints the version.')
    .addHelpText('after', helpEnd(undefined, columns))
    .configureHelp({
      helpWidth: columns,
      minWidthToWrap: 20,
      optionDescription: ({ description }) => description,
      subcommandTerm: (command) => command.name(),
    })
    .configureOutput({ writeOut: note, writeErr: note, outputError: () => {} })
    .exitOverride();
  for (const row of cliCommands)
    root.addCommand(
      commandOf(row, columns, (one) => {
        given = one;
      }),
    );
  for (const one of root.commands) one.copyInheritedSettings(root);
  try {
    root.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.version') return { do: 'version' };
    if (error.code.startsWith('commander.help')) {
      const isAsked = error.exitCode === 0;
      // Help on what is no command.
      return isAsked || args.length < 2 ? { do: 'help', text, isAsked } : readArguments(args.slice(1), columns);
    }
    return { wrong: sayWrong(error, args) };
  }
  if (!given) throw new Error('Commander ran no command and said nothing.');
  const wrong = wrongOperand(given);
  return wrong === undefined ? { do: 'run', given } : { wrong };
}

function commandOf(row: CliCommand, columns: number, take: (given: Given) => void): Command {
  const command = new Command(row.name)
    .summary(row.brief)
    .description(row.does)
    .addHelpText('after', helpEnd(row, columns))
    .action((...given: unknown[]) => {
      const { json, ...options } = given[row.operands.length] as Options & { readonly json?: boolean };
      take({
        command: row.name,
        operands: given
          .slice(0, row.operands.length)
          .flat()
          .filter((one): one is string => typeof one === 'string'),
        options: json ? { ...options, format: 'json' } : options,
      });
    });
  for (const { name, isMany, isOptional } of row.operands) {
    const shown = `${name}${isMany ? '...' : ''}`;
    command.argument(isOptional ? `[${shown}]` : `<${shown}>`);
  }
  for (const option of row.options) command.addOption(optionOf(option));
  return command;
}

function optionOf({ name, takes, values, does }: CliOption): Option {
  const option = new Option(takes === undefined ? `--${name}` : `--${name} <${takes}>`, does);
  if (values) option.choices(values);
  else if (takes !== undefined) option.argParser(readValue);
  return name === 'json' ? option.conflicts('format') : option;
}

/** What begins like an option is one, and its value was forgotten. */
function readValue(value: string): string {
  if (value === '' || value.startsWith('-')) throw new InvalidArgumentError('It needs a value.');
  return value;
}

function wrongOperand({ command, operands }: Given): string | undefined {
  for (const [at, { name, pattern, isMany }] of (rowOf(command)?.operands ?? []).entries()) {
    const about = operands.slice(at, isMany ? undefined : at + 1);
    if (pattern && about.some((one) => !pattern.test(one)))
      return `${command} takes ${name}, such as ${exampleOf(command)}`;
  }
  return operands.filter((one) => one === '-').length > 1
    ? 'Standard input can be read only once: leave out the second "-".'
    : undefined;
}

/** What commander complains of, in our words. */
const wordings: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^unknown (option|command) '([\s\S]*)'$/, '$2 is no $1'],
  [/^option '(?:-\w, )?(--[\w-]+) <(.+)>' argument missing$/, '$1 needs a value: $1 $2'],
  [/^option '(--[\w-]+) <(.+)>' argument '[\s\S]*' is invalid\. It needs a value\.$/, '$1 needs a value: $1 $2'],
  [
    /^option '(--[\w-]+) <.+>' argument '([\s\S]*)' is invalid\. Allowed choices are (.*)\.$/,
    '$1 cannot be "$2". It takes $3',
  ],
  [/^option '(--[\w-]+)' cannot be used with option '(--[\w-]+) .*'$/, '$1 and $2 say the same: leave one out'],
];

const longestSaid = 160;

function sayWrong({ code, message }: CommanderError, args: readonly string[]): string {
  const [, said = '', guess] = /^(?:error: )?([\s\S]*?)(?:\n\((Did you mean [\s\S]*\?)\))?$/.exec(message) ?? [];
  const row = rowOf(args.find((one) => rowOf(one) !== undefined));
  if (row && (code === 'commander.missingArgument' || code === 'commander.excessArguments'))
    return `${row.name} takes ${countOf(row.operands)}, such as ${exampleOf(row.name)}`;
  const [pattern, words = ''] = wordings.find(([one]) => one.test(said)) ?? [];
  const full = pattern ? said.replace(pattern, words) : said;
  const shown = printable(full.length > longestSaid ? `${full.slice(0, longestSaid)}…` : full);
  return `${shown}. ${guess ?? remedy(code, args, row)}`.trimEnd();
}

function remedy(code: string, args: readonly string[], row: CliCommand | undefined): string {
  const [first = ''] = args;
  if (code === 'commander.unknownCommand' && /[./]/.test(first))
    return `To check a file: ${program} check ${printable(first.slice(0, longestSaid))}`;
  if (code !== 'commander.unknownOption' && code !== 'commander.unknownCommand') return '';
  const isBefore = row && first.startsWith('-');
  if (isBefore)
    return `Options stand behind the command: ${[program, row.name, ...row.operands.map((one) => one.name), '…'].join(' ')}`;
  return `See ${program}${row ? ` ${row.name}` : ''} --help.`;
}

/** `one OWNER/REPO`, `FILE, one or more`, `DIR and OWNER/REPO`, `nothing behind it` */
function countOf(operands: readonly Operand[]): string {
  const [first, ...others] = operands;
  if (!first) return 'nothing behind it';
  if (others.length > 0) return operands.map((one) => one.name).join(' and ');
  return first.isMany ? `${first.name}, one or more` : `${first.isOptional ? 'at most ' : ''}one ${first.name}`;
}

/** As in a usage. */
export function operandText({ name, isMany, isOptional }: Operand): string {
  const text = isMany ? `${name} …` : name;
  return isOptional ? `[${text}]` : text;
}

function rowOf(name: string | undefined): CliCommand | undefined {
  return cliCommands.find((one) => one.name === name);
}

function exampleOf(name: CliCommand['name']): string {
  return `${program} ${rowOf(name)?.examples.at(-1)}`;
}
