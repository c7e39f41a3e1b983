/**
 * Whether a postmortem is opened for an issue. The label says so when somebody with triage or more put it after the App came; everything else
 * waits for `/postmortem open`. Read from the issue's own history, so that a lost or doubled event changes nothing.
 */
import { adopt, judgeAdopting } from '../adopting/judge-adopting.ts';
import type { Change, Plan } from '../change.ts';
import { lastNotNeeded, notNeededLine } from '../closing/not-needed.ts';
import { type Commanded, findCommanded, mayCommand } from '../commands/allowed.ts';
import { helpChanges, type Problem, replyChanges } from '../commands/replies.ts';
import type { Command } from '../commands/table.ts';
import { type Configuration, severities } from '../configuration/schema.ts';
import { namingOf } from '../configuration/section-choice.ts';
import { renderHead } from '../document/head.ts';
import { openingBody } from '../document/write.ts';
import { fromAttributes } from '../home.ts';
import { readmeBadge } from '../index-issue/badge.ts';
import { meantIncident } from '../index-issue/labels-since.ts';
import { hasLabel, isIncident, isIncidentLabel, isPostmortemOf, severityOf } from '../labels.ts';
import { code, cut, link } from '../markdown/inline.ts';
import { isMeasureCommand } from '../measures/commands.ts';
import { type Receipted, reactionChanges } from '../reactions.ts';
import { type CaseSnapshot, type Child, type Happening, type Incident, roleKey } from '../snapshot.ts';
import type { Refusal } from '../timeline/entry.ts';
import { endsOf, renderTimeline } from '../timeline/rows.ts';
import { type Decision, isTrustedBot, securityRoute, whoMay, whyNotTrusted } from './decision.ts';
import { makeLabels } from './make-labels.ts';
import { notice } from './notice.ts';

type Labelling = Extract<Happening, { what: 'labelled' | 'unlabelled' }>;

/**
 * The plan for an issue that has no postmortem.
 * @param refused what was wrong with commands to join another one
 */
export function planOpening(snapshot: CaseSnapshot, incident: Incident, refused: readonly Problem[]): Plan {
  const { zone, abbreviations: meanings, labels } = snapshot.configuration;
  const { commanded, questions } = findCommanded(incident.comments, undefined, snapshot, { zone, meanings });
  const decision = decide(snapshot, incident, commanded);
  const asked = [...questions, ...(decision.decide === 'ask' ? decision.questions : [])];
  if (asked.length > 0) return { questions: asked };
  if (decision.decide === 'adopt') return adopt(snapshot, incident);
  if (decision.decide === 'open') {
    const made = makeLabels(snapshot.repository, ['postmortem', 'incomplete'], labels);
    if (made.length > 0) return { changes: made, again: true, shown: undefined };
    return { changes: [openIssue(snapshot, incident)], again: true, shown: undefined };
  }
  const notices = decision.decide === 'notice' ? notice(incident, decision.text) : [];
  const allowed = commanded.filter((one) => one.isAllowed);
  const unread = allowed.flatMap((one): Problem[] => {
    const refusal = one.comment.rocket ? undefined : refusalOf(one, snapshot, incident);
    return refusal ? [{ comment: one.comment, isTold: one.isTold, refusal }] : [];
  });
  const problems = [...refused, ...unread.filter(({ comment }) => !refused.some((one) => one.comment === comment))];
  const reactions = reactionChanges(incident.repo, receipts(incident, commanded, problems));
  const badge = readmeBadge(snapshot.repository.url, labels);
  return {
    changes: [
      ...notices,
      ...replyChanges(incident, problems, zone),
      ...helpChanges(incident, allowed, { place: 'issue', least: snapshot.configuration.commands, badge }),
      ...reactions,
    ],
    again: false,
    shown: undefined,
  };
}

/**
 * Other bots have commands too: without a postmortem only what is certainly ours gets a receipt. 🚀 from a postmortem that was deleted
 * since stays.
 */
function receipts(incident: Incident, commanded: readonly Commanded[], problems: readonly Problem[]): Receipted[] {
  return incident.comments
    .filter((comment) => !comment.ours && !comment.hidden && !comment.rocket)
    .map((comment) => {
      const one = commanded.find((other) => other.comment === comment);
      if (!one || !asksFor(one, () => true)) return { comment, wanted: [] };
      const isDone =
        one.isAllowed &&
        !asksFor(one, (name) => name === 'open') &&
        !problems.some((other) => other.comment === comment);
      return { comment, wanted: [isDone ? 'ROCKET' : 'CONFUSED'] };
    });
}

/** Why a command of somebody who may does nothing here. */
function refusalOf(one: Commanded, snapshot: CaseSnapshot, incident: Incident): Refusal | undefined {
  const elsewhere = recordElsewhere(snapshot, incident);
  if (elsewhere) return asksFor(one, (name) => name !== 'help') ? lookThere(elsewhere, incident) : undefined;
  if (asksFor(one, isForTheRecord)) return openFirst;
  const isLabelled = isIncident(incident, snapshot.configuration.labels);
  return asksFor(one, (name) => name === 'not needed') && !isLabelled ? nothingToClose : undefined;
}

const nothingToClose = { refused: 'this issue has no postmortem, so there is none to close', instead: [] };

const openFirst = {
  refused: 'this issue has no postmortem. Comment `/postmortem open` to begin one, and what you wrote is read then',
  instead: [],
};

/**
 * Its record where this case does not keep it. An incident, or its postmortem, may have been transferred: what was opened is the one record. So it is
 * where the incident became private.
 */
export function recordElsewhere(
  { configuration }: Pick<CaseSnapshot, 'configuration'>,
  incident: Incident,
): Child | undefined {
  return incident.children.find((one) => isPostmortemOf(one, configuration.labels) && !one.isKept);
}

function lookThere(record: Child, { isPrivate }: Incident): Refusal {
  const place = `the record is ${link(record.title, record.url)} in ${record.repo}`;
  const why =
    isPrivate && !record.isPrivate
      ? 'which everybody can read, and nothing goes there from here. Write there what everybody may know'
      : 'which this issue left. Comment there';
  return { refused: `${place}, ${why}`, instead: [] };
}

/** What is said of measures is another bot's, where there is none. */
function asksFor({ reading }: Commanded, wanted: (name: Command['name']) => boolean): boolean {
  return reading.lines.some(({ command }) => 'name' in command && !isMeasureCommand(command) && wanted(command.name));
}

function isForTheRecord(name: Command['name']): boolean {
  return name !== 'open' && name !== 'help' && name !== 'not needed' && name !== 'join';
}

function decide(snapshot: CaseSnapshot, incident: Incident, commanded: readonly Commanded[]): Decision {
  const { configuration } = snapshot;
  const { labels } = configuration;
  if (hasLabel(incident, labels.index) || recordElsewhere(snapshot, incident)) return { decide: 'nothing' };
  const declined = lastNotNeeded(commanded);
  const asked = commanded.filter(
    (one) =>
      one.isAllowed &&
      asksFor(one, (name) => name === 'open') &&
      (declined === undefined || one.comment.createdAt > declined.at),
  );
  if (hasLabel(incident, labels.postmortem)) return judgeAdopting(snapshot, incident, asked.length > 0);
  const openings = incident.history.filter((one) => one.what === 'linked' && one.by.kind === 'us');
  const opened = openings.at(-1)?.at ?? (incident.eyes ? incident.createdAt : undefined);
  const isAsked = asked.some((one) => opened === undefined || one.comment.createdAt > opened);
  const isLabelled = isIncident(incident, labels);
  if (!isLabelled && !isAsked) return { decide: 'nothing' };
  if (hasLabel(incident, labels.security)) return { decide: 'notice', text: securityNotice(snapshot, incident) };
  if (isAsked) return { decide: 'open' };
  if (opened !== undefined) return { decide: 'nothing' };
  const labelling = incident.history.findLast(
    (one): one is Labelling => one.what === 'labelled' && isIncidentLabel(one.label, labels),
  );
  if (!labelling || labelling.at < snapshot.installedAt) return { decide: 'nothing' };
  if (labelling.by.kind === 'us' && !isTrustedBot(labelling.by, configuration)) return { decide: 'nothing' };
  if (declined && labelling.at <= declined.at) return { decide: 'notice', text: notNeededNotice(declined.why) };
  if (labelling.at < snapshot.now - dayMs) {
    if (snapshot.index === undefined)
      return { decide: 'ask', questions: [{ ask: 'index', repo: snapshot.repository.name }] };
    const { body } = snapshot.index;
    if (body !== undefined && !meantIncident(body, labelling.label, labelling.at)) return { decide: 'nothing' };
  }
  if (isTrustedBot(labelling.by, configuration)) return decideForBot(snapshot, incident);
  const waiting: Decision = {
    decide: 'notice',
    text: waitNotice(whyNotTrusted(labelling.by, configuration), configuration),
  };
  if (labelling.by.kind !== 'person') return waiting;
  const role = snapshot.roles.get(roleKey({ repo: incident.repo, login: labelling.by.login }));
  if (role === undefined)
    return { decide: 'ask', questions: [{ ask: 'role', repo: incident.repo, login: labelling.by.login }] };
  return mayCommand(role, configuration) ? { decide: 'open' } : waiting;
}

/** What bots open in an hour; a broken alert must not fill the list of issues. */
const mostForBots = 3;
const hourMs = 60 * 60_000;
/** Of labels that were put before that, it is asked whether they meant an incident then. */
const dayMs = 24 * hourMs;

/** One that was told to wait waits for a person, however long ago that was. */
function decideForBot({ now, configuration, openedForBots, repository }: CaseSnapshot, incident: Incident): Decision {
  if (incident.confused) return { decide: 'nothing' };
  if (!openedForBots)
    return { decide: 'ask', questions: [{ ask: 'opened for bots', repo: incident.repo, place: repository.name }] };
  const others = openedForBots.filter((one) => one.incident !== incident.number && one.at > now - hourMs);
  const count = others.length;
  if (count < mostForBots) return { decide: 'open' };
  return { decide: 'notice', text: waitNotice(`bots had ${count} opened within an hour`, configuration) };
}

function openIssue({ repository, configuration }: CaseSnapshot, incident: Incident): Change {
  const { zone, labels, templates } = configuration;
  const { headings, aliases } = namingOf(configuration);
  const empty = { preamble: [], rows: [] };
  const { name: repo, isPrivate } = repository;
  const head = renderHead({ ends: endsOf([]), repo, incident, labels: [], isPrivate, zone });
  return {
    do: 'open issue',
    what: 'postmortem',
    repo,
    repositoryId: repository.id,
    title: cut(`Postmortem: ${incident.title}`, 256),
    body: openingBody(
      {
        headings,
        head: { text: head, attributes: fromAttributes(incident, { repo }) },
        timeline: { text: renderTimeline(empty, zone), attributes: {} },
        measures: undefined,
      },
      templateFor(incident, templates),
      aliases,
    ),
    labelIds: [labels.postmortem, labels.incomplete].flatMap((name) => repository.labelIds.get(name) ?? []),
    parent: incident,
  };
}

function templateFor({ labels }: Incident, templates: Configuration['templates']): string | undefined {
  const severity = severities.find((one) => one === severityOf(labels));
  return (severity && templates[severity]) ?? templates.default;
}

function waitNotice(reason: string, configuration: Configuration): string {
  return `No postmortem was opened, because ${reason}. If this needs one, ${whoMay(configuration)} can comment \`/postmortem open\`.`;
}

function notNeededNotice(why: string): string {
  return `No postmortem is opened. ${notNeededLine(why)}\nIf it needs one after all, comment \`/postmortem open\`.`;
}

function securityNotice(snapshot: CaseSnapshot, incident: Incident): string {
  const { security } = snapshot.configuration.labels;
  return `No postmortem was opened, because this is marked ${code(security)}. ${securityRoute(snapshot, incident)}`;
}
