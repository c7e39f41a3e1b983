/**
 * What a repository may choose in `.github/postmortems.yml`: one schema, from which come the types, the defaults, the reference in the docs and the
 * JSON schema for editors. The `error` of a value says what is expected there; it is shown to whoever wrote something else. No option stands
 * here that has no effect.
 */
import { z } from 'zod';

/** As labels name them: `severity 1`, `sev3`. */
export const severities = ['0', '1', '2', '3', '4', '5'] as const;

export const roles = ['triage', 'write', 'maintain', 'admin'] as const;

export const closings = ['reopen', 'comment', 'nothing'] as const;

export const levels = ['off', 'hint', 'warning', 'error'] as const;

/** GitHub takes no longer name of a label. */
const longestLabel = 50;
const longestName = 80;
const longestPhrase = 100;
const longestRoute = 500;
const longestTemplate = 20_000;
const mostInList = 100;
const mostDays = 365;
const usualProof = 60;
/** Each of them is a list of issues to read at a resync. */
const mostIncidentLabels = 10;

const labelsExpected = 'the name of a label, or a list of names, such as `[incident, outage]`';
const requiredExpected = '`true`, `false`, or a list of severities from 0 to 5, such as `[1, 2]`';
const homeExpected = 'a repository of the same owner, such as `acme/postmortems`, or `false` for none';
const daysExpected = `a number of days up to ${mostDays}, or \`false\` for never`;
const daysBySeverityExpected = `${daysExpected}; or such by severity, as in \`{default: 60, 1: 30}\``;
const escalateExpected = 'a mapping with `to` and `after`, such as `{to: acme/sre, after: 14}`';

const labelExpected = 'the name of a label, such as `incident`';
const label = line(longestLabel, labelExpected).refine(staysInPath, { error: labelExpected });
const name = z
  .string({ error: 'a heading in plain words, such as `Customer impact`' })
  .trim()
  .max(longestName, { error: `a heading of at most ${longestName} characters` })
  .regex(/^(?=.*\p{L})(?:[\p{L}\p{N}\p{Extended_Pictographic} ,.'’/()-]|\p{M}|\u200d)+$/u, {
    error: 'a heading in plain words, such as `Customer impact`, without Markdown',
  });
const phrase = line(longestPhrase, 'words, such as `human error`');
const template = z
  .string({ error: 'Markdown, as a text block: `|` and the lines below it, indented' })
  .max(longestTemplate, { error: `at most ${longestTemplate} characters of Markdown` });

const group = { error: 'a mapping, with its options indented below it' };

const days = z.union([z.literal(false).transform(() => 0), bounded(mostDays, daysExpected)], { error: daysExpected });

const severity = z
  .union([z.enum(severities), bounded(5, 'a severity from 0 to 5')], { error: 'a severity from 0 to 5' })
  .transform(String);

const section = z.strictObject(
  {
    heading: name
      .optional()
      .describe('The heading under which the section arrives. The usual one is still understood.')
      .meta({ examples: ['Customer impact'] }),
    aliases: list(name, 'a list of headings, such as `[Root causes, Analysis]`')
      .describe('Other headings that mean this section.')
      .meta({ examples: [['Who noticed']] }),
    required: z
      .union([z.boolean(), z.array(severity).max(6, { error: requiredExpected })], { error: requiredExpected })
      .optional()
      .describe('Whether it has to be written; a list of severities means: for those only.')
      .meta({ examples: [true, [1, 2]] }),
  },
  { error: 'a mapping with `heading`, `aliases` or `required`' },
);

const wordsOfRule = z.strictObject(
  {
    add: list(phrase, 'a list of words').describe('Words that it finds as well.'),
    allow: list(phrase, 'a list of words').describe('Words that it lets pass.'),
  },
  { error: 'a mapping with `add` or `allow`' },
);

export const configurationSchema = z
  .strictObject(
    {
      labels: z
        .strictObject(
          {
            incident: z
              .union(
                [
                  label.transform((one) => [one]),
                  z.array(label).min(1, { error: labelsExpected }).max(mostIncidentLabels, { error: labelsExpected }),
                ],
                {
                  error: labelsExpected,
                },
              )
              .default(['incident'])
              .describe(
                'Opens a postmortem for the issue that has it; one label or several. Issues that had a label before it was named here stay as they are.',
              )
              .meta({ examples: ['incident', ['incident', 'outage']] }),
            postmortem: label.default('postmortem').describe('Marks the record of an incident.'),
            incomplete: label
              .default('postmortem: incomplete')
              .describe('Marks a postmortem of which parts are still to be written.'),
            measure: label.default('preventative measure').describe('Marks the issue of a preventative measure.'),
            index: label.default('postmortem-index').describe('Marks the index.'),
            security: label
              .default('security')
              .describe('Opens no postmortem and shows nothing in the index: such things go a private way.'),
          },
          group,
        )
        .prefault({})
        .describe('Names of labels. Rename a label on GitHub, too: what has only the old one is not found any more.'),
      sections: z
        .strictObject(
          {
            summary: section.optional(),
            apology: section.optional(),
            impact: section.optional(),
            timeline: section.optional(),
            factors: section.optional(),
            resolution: section.optional(),
            measures: section.optional(),
            lessons: section.optional(),
            detection: section.optional(),
            communications: section.optional(),
            artifacts: section.optional(),
          },
          group,
        )
        .prefault({})
        .describe('How sections are called, and which of them have to be written.'),
      templates: z
        .strictObject(
          {
            default: template.optional(),
            0: template.optional(),
            1: template.optional(),
            2: template.optional(),
            3: template.optional(),
            4: template.optional(),
            5: template.optional(),
          },
          group,
        )
        .prefault({})
        .describe(
          'What a postmortem holds at its opening, by the severity that the incident is labelled with, else `default`. Sections that it lacks are added.',
        )
        .meta({ examples: [{ default: '## Summary\n\n## Customers\n\nWho has been called?\n' }] }),
      zone: z
        .string({ error: 'a time zone, such as `Europe/Berlin`' })
        .default('UTC')
        .describe(
          'The time zone of times that are shown, or written without one. A timeline that has begun keeps its own.',
        )
        .meta({ examples: ['Europe/Berlin'] }),
      abbreviations: z
        .record(z.string(), z.string({ error: 'a time zone, such as `Asia/Kolkata`' }), {
          error: 'a mapping of abbreviations to time zones, such as `IST: Asia/Kolkata`',
        })
        .default({})
        .describe(
          'What an abbreviation of a time zone means here; without it, one that has several meanings is refused.',
        )
        .meta({ examples: [{ IST: 'Asia/Kolkata' }] }),
      commands: choice(roles)
        .default('triage')
        .describe('The least role whose commands, and whose `incident` label, count.'),
      closing: choice(closings)
        .default('reopen')
        .describe(
          'What happens when somebody closes a postmortem that is not complete: it is reopened once, or a comment says once what is missing, or nothing.',
        ),
      findings: z
        .record(
          z.string(),
          z.preprocess((one) => (one === false ? 'off' : one), choice(levels)),
          {
            error: 'a mapping of rules to levels, such as `timeline-silence: off`',
          },
        )
        .default({})
        .describe('Levels of rules, by their ids. Only errors keep a postmortem from being complete.')
        .meta({ examples: [{ 'timeline-silence': 'off' }] }),
      words: z
        .record(z.string(), wordsOfRule, { error: 'a mapping of rules to words that they `add` or `allow`' })
        .default({})
        .describe('The dictionary of the rules about language, by their ids.'),
      reminders: z
        .strictObject(
          {
            unwritten: days
              .default(7)
              .describe(
                'Days after which whoever is assigned to a postmortem that is not written is mentioned, once; `false` for never.',
              ),
            overdue: z
              .boolean({ error: '`true` or `false`' })
              .default(true)
              .describe(
                'Whether the owner of a measure is mentioned on its issue once its date has passed, once for each date.',
              ),
            escalate: z
              .strictObject(
                {
                  to: line(longestPhrase, 'a team, such as `acme/sre`')
                    .regex(/^@?[A-Za-z\d][A-Za-z\d-]{0,38}\/[A-Za-z\d][\w-]*$/, { error: 'a team, such as `acme/sre`' })
                    .transform((team) => team.replace(/^@/, ''))
                    .describe('The team, of the owner of the repository.'),
                  after: bounded(mostDays, `a number of days up to ${mostDays}`)
                    .default(14)
                    .describe('Days after the date of the measure; usually 14.'),
                },
                { error: escalateExpected },
              )
              .optional()
              .describe(
                'A team that is mentioned on the issue of a measure, so many days after its date has passed; once for each date. Without it, no team ever is.',
              )
              .meta({ examples: [{ to: 'acme/sre', after: 14 }] }),
            unproven: z
              .union(
                [
                  days,
                  z.strictObject({
                    default: days.default(usualProof),
                    0: days.optional(),
                    1: days.optional(),
                    2: days.optional(),
                    3: days.optional(),
                    4: days.optional(),
                    5: days.optional(),
                  }),
                ],
                { error: daysBySeverityExpected },
              )
              .default(usualProof)
              .describe(
                'Days after the closing of a postmortem after which one comment on it asks whether its measures hold, once; `false` for never. Also by severity, as in `{default: 60, 1: 30}`.',
              )
              .meta({ examples: [60, { default: 60, 1: 30 }] }),
          },
          group,
        )
        .prefault({})
        .describe('What is said once when time has passed.'),
      security: line(longestRoute, 'an address or a sentence that says where to go')
        .optional()
        .describe(
          'Where to go with a security incident, said where one is labelled; else the security policy of the repository.',
        )
        .meta({ examples: ['https://intranet.example.com/security', 'Page the security team in the chat.'] }),
      home: z
        .union(
          [
            z.literal(false),
            z
              .string()
              .trim()
              .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, { error: homeExpected })
              .refine((repo) => repo.split('/').every(staysInPath), { error: homeExpected }),
          ],
          { error: homeExpected },
        )
        .optional()
        .describe(
          "The one repository in which the postmortems of all repositories of an owner are opened, with one index. Only the owner's `.github` repository can name it; any other can say `false`, and keeps its own.",
        )
        .meta({ examples: ['acme/postmortems', false] }),
      bots: list(
        line(longestPhrase, 'the login of a bot, such as `pagerduty[bot]`').transform((login) =>
          login.toLowerCase().replace(/\[bot\]$/, ''),
        ),
        'a list of logins, such as `[pagerduty]`',
      )
        .describe('Bots whose `incident` label opens a postmortem, at most three an hour; others wait for a person.')
        .meta({ examples: [['pagerduty']] }),
    },
    { error: 'a mapping of options, such as `zone: Europe/Berlin`' },
  )
  .describe('Postmortems: `.github/postmortems.yml`');

/** All of it read-only: it is shared by everything that a pass does. */
type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;

export type Configuration = Fixed<z.output<typeof configurationSchema>>;
export type LabelNames = Configuration['labels'];

/** What everybody gets who chooses nothing. */
export const defaults: Configuration = configurationSchema.parse({});

function line(longest: number, expected: string) {
  return z
    .string({ error: expected })
    .trim()
    .min(1, { error: expected })
    .max(longest, { error: `${expected}, of at most ${longest} characters` })
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, { error: `${expected}, in one line` });
}

/** In the path of a request a name of dots alone would lead elsewhere. */
function staysInPath(name: string): boolean {
  return name !== '.' && name !== '..';
}

function list<T extends z.ZodType>(of: T, expected: string) {
  return z
    .array(of, { error: expected })
    .max(mostInList, { error: `at most ${mostInList} of them` })
    .default([]);
}

function choice<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: `one of ${values.map((one) => `\`${one}\``).join(', ')}` });
}

function bounded(most: number, error: string) {
  return z.int({ error }).min(0, { error }).max(most, { error });
}
