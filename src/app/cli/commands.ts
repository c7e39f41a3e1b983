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
  readonly name: 'start' | 'doctor' | 'init' | 'check' | 'plan' | 'run' | 'verify' | 'resync' | 'export' | 'import';
  /** What it is about, in order. */
  readonly operands: readonly Operand[];
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
  /** It may be left out. */
  readonly isOptional?: true;
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
    name: 'start',
    operands: [],
    brief: 'Runs the App; without its credentials, all of it on an embedded GitHub.',
    does: 'Runs the App, as `npm start` does: with its credentials in the environment or in the `.env` of this folder it takes webhooks, else all of it runs on an embedded GitHub at `http://localhost:3000`. `docs/running.md` names every setting.',
    options: [
      {
        name: 'role',
        takes: 'ROLE',
        values: ['all', 'web', 'worker', 'github'],
        does: 'Of several processes: takes webhooks only, runs passes only, or is the embedded GitHub alone.',
      },
      ...format('`json` logs one object a line, as `NODE_ENV=production` does.'),
    ],
    examples: ['start', 'start --role worker --json'],
  },
  {
    name: 'init',
    operands: [{ name: 'DIR', isOptional: true }],
    brief: 'Writes configuration, incident form and workflow into a repository.',
    does: 'Writes into the git repository of DIR, else of this folder: the configuration, an issue form for incidents, and the workflow that keeps postmortems without a server. It asks nothing: the name of the repository comes from its remote, names of labels from a configuration that is there. Files that are there stay as they are.',
    no: 'a file was there already and says something else',
    options: [
      { name: 'dry-run', does: 'Says what it would write, and writes nothing.' },
      { name: 'force', does: 'Replaces files that are there.' },
      {
        name: 'action',
        takes: 'OWNER/REPO@REF',
        does: 'Where the GitHub Action lies. Without it, where this package comes from; where nothing tells that, the Action is copied into the repository.',
      },
      { name: 'no-workflow', does: 'Leaves the workflow out, for whoever runs the App.' },
      ...format('`json` gives `folder`, `repository`, `files`, each with its `fate`, and what to do `next`.'),
    ],
    examples: ['init', 'init ../shop --dry-run'],
  },
  {
    name: 'doctor',
    operands: [],
    brief: 'Looks whether GitHub and this machine are set up for the App, and says what to do.',
    does: 'Looks whether the App can work: clock, credentials, permissions, events, webhook URL, secret, the last webhooks that failed, and each installation with what its limits leave. Says what to do for each thing that is wrong, and changes nothing. Reads what `start` reads: `APP_ID`, `PRIVATE_KEY` and `WEBHOOK_SECRET` in the environment or in the `.env` of this folder.',
    no: 'something keeps the App from working',
    options: format(
      '`json` gives `checks`, each with its `check`, `state` (`good`, `doubtful`, `wrong`), what it `says`, and the `remedy` where there is one.',
    ),
    examples: ['doctor', 'doctor --json'],
  },
  {
    name: 'check',
    operands: [{ name: 'FILE|-|ISSUE_URL', isMany: true }],
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
    operands: [issueUrl],
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
    name: 'run',
    operands: [{ ...issueUrl, isOptional: true }],
    brief: 'Runs one pass, for an issue or for an event of a workflow: what the GitHub Action does.',
    does: 'Runs the pass that an event asks for, or that over the case of an ISSUE_URL, and what follows from it, then ends; prints what it changed. Without an ISSUE_URL the event is read as a workflow has it, from `GITHUB_EVENT_NAME` and `GITHUB_EVENT_PATH`: `schedule`, `workflow_dispatch` and `push` look at everything open, as `resync` does. Who writes: as with `resync`.',
    no: 'something could not be done',
    options: [
      { name: 'event', takes: 'NAME', does: 'The event, such as `issues`. Else `GITHUB_EVENT_NAME`.' },
      { name: 'payload', takes: 'FILE', does: 'What GitHub sent with it. Else `GITHUB_EVENT_PATH`.' },
      ...format('`json` gives `repository`, how many issues were `looked` at, `changes`, and `failed`.'),
    ],
    examples: ['run --event issue_comment --payload event.json', 'run https://github.com/acme/shop/issues/12'],
  },
  {
    name: 'verify',
    operands: [repository],
    brief: 'Works the index out anew from the issues and prints where the present one differs.',
    does: 'Works the index and its pages out anew from the issues, and prints where the present ones differ. Changes nothing. Needs `GITHUB_TOKEN`.',
    no: 'the index differs',
    options: [...format('`json` gives `repository`, how many `postmortems` there are, and `changes`.'), app],
    examples: ['verify acme/shop'],
  },
  {
    name: 'resync',
    operands: [repository],
    brief: 'Repairs: runs the App’s passes over everything open and the index.',
    does: 'Repairs: runs the same passes as the App over everything open and the index, and prints what it changed. It may be stopped at any time and run beside the App. It writes, so it has to be the App itself: with `APP_ID` and `PRIVATE_KEY`, which are also looked for in `.env`, or with the `GITHUB_TOKEN` of the bot that wrote the postmortems, as in a workflow.',
    no: 'something could not be repaired',
    options: format('`json` gives `repository`, how many issues were `looked` at, `changes`, and `failed`.'),
    examples: ['resync acme/shop'],
  },
  {
    name: 'export',
    operands: [repository],
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
  {
    name: 'import',
    operands: [{ name: 'DIR' }, repository],
    brief: 'Brings Markdown postmortems of a folder in as issues, which the App adopts.',
    does: 'Makes an issue of each Markdown postmortem in a folder and the folders in it, closes it as completed and puts the label on it, so that the App adopts it. Without `--apply` it only says what it would do. It keeps to GitHub’s limits, and run again goes on where it was stopped. A document that says it is a draft or goes on stays open. Mentions in it ping nobody. Files that are too long, cannot be read, or are templates are named and left out; what does not read like a postmortem is named and brought in. Needs the `GITHUB_TOKEN` of a person with triage or more.',
    no: 'a file could not be brought in, or has changed since it was',
    options: [
      { name: 'apply', does: 'Writes. Without it nothing is written.' },
      { name: 'all', does: 'Takes templates and README files as well.' },
      { name: 'open', does: 'Leaves all of them open.' },
      { name: 'unpaced', does: 'As fast as it goes, for an Enterprise Server without limits.' },
      ...format('`json` gives `repository`, and `files`, each with its `fate`, `number`, and `why` it was left out.'),
      app,
    ],
    examples: ['import docs/postmortems acme/shop', 'import docs/postmortems acme/shop --apply'],
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
  { name: 'GITHUB_EVENT_NAME', does: 'With `GITHUB_EVENT_PATH`: the event that `run` is about, as in a workflow.' },
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
