/**
 * What can be typed: one row for each command, option, variable and exit code. Reading the arguments, `--help`, the README's list and
 * `docs/command-line.md` come from these rows.
 */

export interface CliOption {
  readonly name: string;
  /** What stands behind it; without this it is a switch. */
  readonly takes?: string;
  /** The only values that it takes. */
  readonly values?: readonly string[];
  readonly does: string;
}

export interface CliCommand {
  readonly name: 'check' | 'plan' | 'verify' | 'resync' | 'export';
  /** What it is about. */
  readonly operand: Operand;
  /** In one line. */
  readonly brief: string;
  readonly does: string;
  /** When the exit code is 1; it never is without this. */
  readonly no?: string;
  readonly options: readonly CliOption[];
  readonly examples: readonly string[];
}

export interface Operand {
  /** As in the usage. */
  readonly name: string;
  readonly isMany?: true;
  /** What each has to look like. */
  readonly pattern?: RegExp;
}

export const program = 'postmortems';

const issueUrl: Operand = { name: 'ISSUE_URL' };
const repository: Operand = { name: 'OWNER/REPO', pattern: /^[\w.-]{1,100}\/[\w.-]{1,100}$/ };

const app: CliOption = {
  name: 'app',
  takes: 'SLUG',
  does: 'The App whose bot writes the postmortems: `postmortems` for `postmortems[bot]`. Else `APP_SLUG`.',
};

function format(does: string, values: readonly string[] = ['text', 'json']): readonly CliOption[] {
  return [
    { name: 'format', takes: values.join('|'), values, does },
    { name: 'json', does: 'The same as `--format json`.' },
  ];
}

export const cliCommands: readonly CliCommand[] = [
  {
    name: 'check',
    operand: { name: 'FILE|-|ISSUE_URL', isMany: true },
    brief: 'Prints what a postmortem lacks and what is doubtful in it, in a file, a draft or an issue.',
    does: 'Prints what a postmortem lacks and what is doubtful in it, with line and column. `-` reads standard input; of an incident, its postmortem is checked. Nothing is asked of a template or of what is no postmortem.',
    no: 'it finds an error',
    options: [
      ...format(
        '`json` gives `kind`, `sections`, `timeline` and `findings`: one object, or for several files a list of them, each with its `file`.',
      ),
      {
        name: 'config',
        takes: 'FILE',
        does: 'The configuration. Else `.github/postmortems.yml` here, or for an ISSUE_URL that of its repository.',
      },
      app,
    ],
    examples: [
      'check docs/postmortems/*.md',
      'check --json - < draft.md',
      'check https://github.com/acme/shop/issues/12',
    ],
  },
  {
    name: 'plan',
    operand: issueUrl,
    brief: 'Prints what the App would change in a case or an index, and changes nothing.',
    does: 'Prints what the App would change in a case or an index, and changes nothing. Needs `GITHUB_TOKEN`.',
    options: [
      ...format(
        '`json` gives `issue`, `changes`, each with the text `before` and `after` where it is one, and `notes`.',
      ),
      app,
    ],
    examples: ['plan https://github.com/acme/shop/issues/12'],
  },
  {
    name: 'verify',
    operand: repository,
    brief: 'Works the index out anew from the issues and prints where the present one differs.',
    does: 'Works the index and its pages out anew from the issues, and prints where the present ones differ. Changes nothing. Needs `GITHUB_TOKEN`.',
    no: 'the index differs',
    options: [...format('`json` gives `repository`, how many `postmortems` there are, and `changes`.'), app],
    examples: ['verify acme/shop'],
  },
  {
    name: 'resync',
    operand: repository,
    brief: 'Repairs: runs the App’s passes over everything open and the index.',
    does: 'Repairs: runs the same passes as the App over everything open and the index, and prints what it changed. It may be stopped at any time and run beside the App. It writes, so it has to be the App itself: with `APP_ID` and `PRIVATE_KEY`, which are also looked for in `.env`, or with the `GITHUB_TOKEN` of the bot that wrote the postmortems, as in a workflow.',
    no: 'something could not be repaired',
    options: format('`json` gives `repository`, how many issues were `looked` at, `changes`, and `failed`.'),
    examples: ['resync acme/shop'],
  },
  {
    name: 'export',
    operand: repository,
    brief: 'Writes every postmortem as JSON with all its facts, or as a document that stands alone.',
    does: 'Writes the facts of every postmortem as JSON (see `docs/export.md`), or each as a document that stands alone, without names in its timeline. Run again it writes only what has changed, and goes on where it was stopped. Incidents labelled `security` are left out always. Needs `GITHUB_TOKEN`; of a private repository it writes what that token may read.',
    no: 'a postmortem could not be read',
    options: [
      ...format('What is written: `json` without it.', ['json', 'md']),
      {
        name: 'out',
        takes: 'DIR',
        does: 'The folder that it writes to, one file for each postmortem. Without it JSON goes to standard output.',
      },
      app,
    ],
    examples: ['export acme/shop --json', 'export acme/shop --format md --out postmortems'],
  },
];

/** Read from the environment. */
export const variables: readonly { readonly name: string; readonly does: string }[] = [
  { name: 'GITHUB_TOKEN', does: 'Reads issues; public ones can be checked without it.' },
  {
    name: 'GITHUB_API_URL',
    does: 'Which GitHub: `https://api.github.com` without it, `https://HOST/api/v3` for an Enterprise Server.',
  },
  { name: 'APP_ID', does: 'With `PRIVATE_KEY` or `PRIVATE_KEY_PATH`: writes as the App.' },
  { name: 'APP_SLUG', does: 'As `--app`.' },
  { name: 'NO_COLOR', does: 'Prints without colours. They are used on a terminal only.' },
];

export const exitCodes = {
  good: { code: 0, means: 'It is done, and nothing is wrong.' },
  bad: {
    code: 1,
    means: `It is done, and something is wrong: ${cliCommands
      .flatMap(({ name, no }) => (no === undefined ? [] : [`with \`${name}\`, ${no}`]))
      .join('; ')}.`,
  },
  failed: {
    code: 2,
    means: 'It could not be done: mistyped, not there, not allowed, or no network. Standard error says why.',
  },
} as const;
