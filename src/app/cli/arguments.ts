/** From what was typed to what is wanted, or one line that says what is wrong with it and the remedy. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { near } from '../../postmortem/near.ts';
import { type CliCommand, type CliOption, cliCommands, everywhere, program } from './commands.ts';
import { printable } from './terminal.ts';

export type Wanted =
  | {
      readonly do: 'check';
      readonly targets: readonly string[];
      readonly format: 'text' | 'json';
      readonly config: string | undefined;
      readonly app: string | undefined;
    }
  | { readonly do: 'plan'; readonly url: string; readonly app: string | undefined }
  | { readonly do: 'verify'; readonly repo: string; readonly app: string | undefined }
  | { readonly do: 'help'; readonly command: CliCommand | undefined }
  | { readonly do: 'version' }
  | { readonly do: 'nothing' }
  | { readonly wrong: string };

interface Typed {
  readonly positionals: readonly string[];
  readonly values: ReadonlyMap<string, string | undefined>;
}

export function readArguments(args: readonly string[]): Wanted {
  const typed = readOptions(args);
  if ('wrong' in typed) return typed;
  const { positionals, values } = typed;
  const [name, ...operands] = positionals;
  const isHelp = name === 'help';
  const command = cliCommands.find((one) => one.name === (isHelp ? operands[0] : name));
  if (values.has('help') || (isHelp && (command || operands.length === 0))) return { do: 'help', command };
  if (values.has('version')) return { do: 'version' };
  if (name === undefined) return values.size > 0 ? { wrong: `Say what to do: ${names()}.` } : { do: 'nothing' };
  if (!command) return { wrong: unknownCommand(isHelp ? (operands[0] ?? '') : name) };
  const wrong = wrongOptionOf(command, values);
  if (wrong !== undefined) return { wrong };
  const app = values.get('app');
  if (command.name === 'plan') {
    const [url, ...others] = operands;
    if (url === undefined || others.length > 0)
      return { wrong: `plan takes one ISSUE_URL, such as ${exampleOf(command)}` };
    return { do: 'plan', url, app };
  }
  if (command.name === 'verify') {
    const [repo = '', ...others] = operands;
    if (!/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repo) || others.length > 0)
      return { wrong: `verify takes one OWNER/REPO, such as ${exampleOf(command)}` };
    return { do: 'verify', repo, app };
  }
  if (operands.length === 0)
    return { wrong: `check needs a FILE, "-" for standard input, or an ISSUE_URL, such as ${exampleOf(command)}` };
  if (operands.filter((one) => one === '-').length > 1)
    return { wrong: 'Standard input can be read only once: leave out the second "-".' };
  const format = values.get('format') === 'json' ? 'json' : 'text';
  return { do: 'check', targets: operands, format, config: values.get('config'), app };
}

const allOptions: readonly CliOption[] = [...everywhere, ...cliCommands.flatMap((one) => one.options)];

function readOptions(args: readonly string[]): Typed | { readonly wrong: string } {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    allOptions.map(({ name, takes, short }) => [
      name,
      { type: takes === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
    ]),
  );
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string | undefined>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const known = allOptions.find((one) => one.name === name);
    if (!known) return { wrong: unknownOption(rawName) };
    if (known.takes === undefined) {
      if (value !== undefined) return { wrong: `${rawName} takes no value: write ${rawName} alone.` };
    } else if (!value || (!inlineValue && /^-./.test(value))) {
      return { wrong: `${rawName} needs a value: ${rawName} ${known.takes}.` };
    } else if (known.values && !known.values.includes(value)) {
      const meant = near(value, known.values);
      return {
        wrong: `${rawName} cannot be "${printable(value)}". ${meant === undefined ? `It takes ${known.values.join(' or ')}.` : `Did you mean ${meant}?`}`,
      };
    }
    values.set(name, value);
  }
  return { positionals, values };
}

/** An option that another command has. */
function wrongOptionOf(command: CliCommand, values: Typed['values']): string | undefined {
  for (const name of values.keys()) {
    if ([...everywhere, ...command.options].some((one) => one.name === name)) continue;
    const owner = cliCommands.find((one) => one.options.some((option) => option.name === name));
    return `--${name} is an option of ${owner?.name}, not of ${command.name}. Leave it out.`;
  }
  return undefined;
}

function unknownOption(typed: string): string {
  const known = allOptions.flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]);
  return `${shown(typed)} is no option. ${didYouMean(near(typed, known))}`;
}

function unknownCommand(typed: string): string {
  const meant = near(
    typed,
    cliCommands.map((one) => one.name),
  );
  if (meant === undefined && /[./]/.test(typed))
    return `${shown(typed)} is no command. To check a file: ${program} check ${shown(typed)}`;
  return `${shown(typed)} is no command. ${didYouMean(meant)}`;
}

const longestShown = 80;

function shown(typed: string): string {
  return printable(typed.length > longestShown ? `${typed.slice(0, longestShown)}…` : typed);
}

function didYouMean(meant: string | undefined): string {
  return meant === undefined ? `See ${program} --help.` : `Did you mean ${meant}?`;
}

function exampleOf({ examples }: CliCommand): string {
  return `${program} ${examples.at(-1)}`;
}

function names(): string {
  const all = cliCommands.map((one) => `${program} ${one.name}`);
  return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
