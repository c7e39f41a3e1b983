/** What can be typed: one row for each command and option. Reading the arguments, `--help` and the README's table come from these rows. */

export interface CliOption {
  readonly name: string;
  /** What stands behind it; without this it is a switch. */
  readonly takes?: string;
  /** The only values that it takes. */
  readonly values?: readonly string[];
  readonly short?: string;
  readonly does: string;
}

export interface CliCommand {
  readonly name: 'check' | 'plan' | 'verify';
  /** What it is about, as in the usage. */
  readonly operands: string;
  readonly does: string;
  readonly options: readonly CliOption[];
  readonly examples: readonly string[];
}

export const program = 'postmortems';

const app: CliOption = {
  name: 'app',
  takes: 'SLUG',
  does: 'The App whose bot writes the postmortems: `postmortems` for `postmortems[bot]`. Else `APP_SLUG`.',
};

export const cliCommands: readonly CliCommand[] = [
  {
    name: 'check',
    operands: 'FILE|-|ISSUE_URL …',
    does: 'Prints what a postmortem lacks and what is doubtful in it, with line and column. `-` reads standard input; of an incident, its postmortem is checked. The exit code is 1 where an error is found, 2 where something cannot be read, else 0. Nothing is asked of a template or of what is no postmortem.',
    options: [
      {
        name: 'format',
        takes: 'text|json',
        values: ['text', 'json'],
        does: '`json` gives `kind`, `sections`, `timeline` and `findings`: one object, or for several files a list of them, each with its `file`.',
      },
      {
        name: 'config',
        takes: 'FILE',
        does: 'The configuration. Else `.github/postmortems.yml` here, or for an ISSUE_URL that of its repository.',
      },
      app,
    ],
    examples: [
      'check docs/postmortems/*.md',
      'check --format json - < draft.md',
      'check https://github.com/acme/shop/issues/12',
    ],
  },
  {
    name: 'plan',
    operands: 'ISSUE_URL',
    does: 'Prints what the App would change in a case or an index, and changes nothing. Needs `GITHUB_TOKEN`.',
    options: [app],
    examples: ['plan https://github.com/acme/shop/issues/12'],
  },
  {
    name: 'verify',
    operands: 'OWNER/REPO',
    does: 'Works the index out anew from the issues and prints where the present one differs. The exit code is 0 where it does not, 1 where it does, 2 where something cannot be read. Needs `GITHUB_TOKEN`.',
    options: [app],
    examples: ['verify acme/shop'],
  },
];

export const everywhere: readonly CliOption[] = [
  { name: 'help', short: 'h', does: 'Shows this.' },
  { name: 'version', short: 'v', does: 'Prints the version.' },
];

/** Read from the environment. */
export const variables: readonly { readonly name: string; readonly does: string }[] = [
  { name: 'GITHUB_TOKEN', does: 'Reads issues; public ones can be checked without it.' },
  {
    name: 'GITHUB_API_URL',
    does: 'Which GitHub: `https://api.github.com` without it, `https://HOST/api/v3` for an Enterprise Server.',
  },
  { name: 'APP_SLUG', does: 'As `--app`.' },
  { name: 'NO_COLOR', does: 'Prints without colours. They are used on a terminal only.' },
];
