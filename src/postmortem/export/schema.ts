/**
 * The facts of one postmortem as they are exported: the one schema from which the types, `docs/export.md` and `docs/export.schema.json` come. A field
 * that goes or changes its meaning makes a new version; a field that is added does not.
 */
import { z } from 'zod';
import { sections } from '../document/sections.ts';
import { standings } from '../measures/token.ts';
import { kinds, milestones } from '../timeline/kinds.ts';

export const exportVersion = 1;

/** ISO 8601 in UTC. */
const instant = z.iso.datetime();
const day = z.iso.date();
const url = z.string();
const count = z.int().nonnegative();
const markdown = z.string();
const durationMs = count.nullable();

const person = z.strictObject({
  login: z.string(),
  kind: z
    .enum(['person', 'app', 'bot', 'nobody'])
    .describe('`app` is this App itself, `nobody` an account that is gone.'),
});

const issue = z.strictObject({ number: count, title: z.string(), url });

export const exportSchema = z.strictObject({
  version: z.literal(exportVersion).describe('Of this schema.'),
  repository: z.string().describe('`owner/name`.'),
  number: count,
  title: z.string().describe('Without `Postmortem:` in front.'),
  url,
  stage: z
    .enum(['ongoing', 'writing', 'closed', 'closed incomplete', 'not needed', 'joined'])
    .describe('`writing` once the incident is over, `joined` where another postmortem has its record.'),
  reason: markdown.nullable().describe('Why it is not needed, or which record it has joined.'),
  severity: z.string().nullable().describe('From the labels: `0` to `5`.'),
  labels: z.array(z.string()),
  author: person.describe('Who opened the issue.'),
  createdAt: instant,
  closedAt: instant.nullable(),
  incident: issue
    .extend({ createdAt: instant })
    .nullable()
    .describe('The issue that was labelled; null where it is gone.'),
  joined: z.array(issue).describe('Further incidents whose record this is.'),
  zone: z.string().describe('The time zone of the document. All instants here are in UTC.'),
  times: z
    .strictObject({
      began: instant.nullable(),
      discovered: instant.nullable(),
      acknowledged: instant.nullable(),
      mitigated: instant.nullable(),
      over: instant.nullable(),
    })
    .describe('The bounding moments, as far as they were noted.'),
  durations: z
    .strictObject({
      untilDiscovered: durationMs.describe('From began.'),
      untilAcknowledged: durationMs.describe('From discovered.'),
      untilMitigated: durationMs.describe('From discovered.'),
      untilOver: durationMs.describe('From discovered.'),
    })
    .describe('In milliseconds.'),
  timeline: z
    .array(
      z.strictObject({
        at: instant,
        until: instant.nullable().describe('The end of an entry such as `14:02–14:10`.'),
        isApproximate: z.boolean().describe('Written with `~`.'),
        band: z
          .enum(['lead-up', 'response'])
          .nullable()
          .describe('Before or after the discovery; null while that is unknown.'),
        kind: z.enum(kinds).nullable(),
        milestone: z.enum(milestones).nullable(),
        text: markdown,
        source: z
          .strictObject({ url, author: person, writtenAt: instant })
          .nullable()
          .describe('The comment that it comes from; null where it was written by hand, or its comment is gone.'),
      }),
    )
    .describe('In order of time.'),
  factors: z
    .array(
      z.strictObject({
        id: z.string().describe('`F1`, `F2` …'),
        text: markdown,
        isRootCause: z.boolean(),
        seenBefore: z.array(count).describe('Numbers of earlier postmortems or incidents.'),
      }),
    )
    .describe('Those that have a number; all of them stand in the text of their section.'),
  measures: z
    .array(
      z.strictObject({
        repository: z.string(),
        ...issue.shape,
        standing: z.enum(standings),
        priority: z.string().nullable().describe('`P0` to `P3`.'),
        owners: z.array(z.string()).describe('Logins.'),
        due: day.nullable(),
        answers: z.array(z.string()).describe('Ids of factors.'),
        reason: markdown.nullable().describe('Why it was declined.'),
        evidence: markdown.nullable().describe('What shows that it worked, or that it failed.'),
        waitsFor: z.string().nullable().describe('What people still have to say of it.'),
        createdAt: instant.nullable(),
        closedAt: instant.nullable(),
      }),
    )
    .describe(
      'In the order of the document: by priority, then by date. Of one that cannot be read, only what its row says.',
    ),
  sections: z
    .array(z.strictObject({ id: z.enum(sections.map((one) => one.id)), heading: z.string(), text: markdown }))
    .describe(
      'What people wrote, without the lists of the timeline and the measures; in the order in which it stands.',
    ),
  unreadable: z
    .string()
    .nullable()
    .describe('Why its body could not be read; then `timeline`, `factors` and `sections` are empty.'),
});

export type ExportedPostmortem = z.infer<typeof exportSchema>;
