/**
 * Whether an issue that has the label `postmortem`, and that somebody wrote by hand, becomes a postmortem. As with opening: the label says so when
 * somebody who may command put it after the App came; else it waits for `/postmortem open`. What the issue holds is not judged: a person asked.
 */
import type { Plan } from '../change.ts';
import { mayCommand } from '../commands/allowed.ts';
import { hasLabel } from '../labels.ts';
import { code } from '../markdown/inline.ts';
import { isMarked } from '../markers.ts';
import { type Decision, isTrustedBot, securityRoute, whoMay, whyNotTrusted } from '../opening/decision.ts';
import { makeLabels } from '../opening/make-labels.ts';
import { noticeMarker } from '../opening/notice.ts';
import { type CaseSnapshot, type Incident, roleKey } from '../snapshot.ts';

const weekMs = 7 * 24 * 60 * 60_000;

/** @param isAsked somebody who may has commented `/postmortem open` */
export function judgeAdopting(snapshot: CaseSnapshot, issue: Incident, isAsked: boolean): Decision {
  const { labels } = snapshot.configuration;
  // Nobody reacts in a locked conversation, so that it could not be told that it was adopted.
  if (issue.locked) return { decide: 'nothing' };
  const labelling = issue.history.findLast(
    (one) => one.what === 'labelled' && one.label.toLowerCase() === labels.postmortem.toLowerCase(),
  );
  // A label of long ago may have meant something else before a repository chose it for this.
  const since = Math.max(snapshot.installedAt, snapshot.now - weekMs);
  const isOwn = labelling?.by.kind === 'us' && !isTrustedBot(labelling.by, snapshot.configuration);
  const isOld = !labelling || labelling.at < since || isOwn;
  if (isOld && !isAsked) return { decide: 'nothing' };
  if (hasLabel(issue, labels.security))
    return notTaken(`this is marked ${code(labels.security)}`, securityRoute(snapshot, issue));
  if (hasLabel(issue, labels.measure)) {
    return notTaken(
      `it is marked ${code(labels.measure)}`,
      'If it is a postmortem, take both labels off and put this one on again.',
    );
  }
  if (holdsMarks(issue.body)) {
    return notTaken(
      'its text is a copy of another one, with the hidden marks by which the app finds its own lines',
      'Take its hidden comments out, from `<!--` to `-->`, then take the label off and put it on again.',
    );
  }
  if (isAsked || isTrustedBot(labelling?.by, snapshot.configuration)) return { decide: 'adopt' };
  if (labelling?.by.kind === 'person') {
    const role = snapshot.roles.get(roleKey({ repo: issue.repo, login: labelling.by.login }));
    if (role === undefined) {
      return { decide: 'ask', questions: [{ ask: 'role', repo: issue.repo, login: labelling.by.login }] };
    }
    if (mayCommand(role, snapshot.configuration)) return { decide: 'adopt' };
  }
  return notTaken(
    whyNotTrusted(labelling?.by, snapshot.configuration),
    `If it is one, ${whoMay(snapshot.configuration)} can comment \`/postmortem open\`.`,
  );
}

/** 🚀 on the issue says that it was adopted; from then on it is read as a postmortem. */
export function adopt({ repository, configuration }: CaseSnapshot, issue: Incident): Plan {
  const made = makeLabels(repository, ['incomplete'], configuration.labels);
  if (made.length > 0) return { changes: made, again: true, shown: undefined };
  const notices = issue.comments.filter((one) => isMarked(one, noticeMarker) && !one.hidden);
  return {
    changes: [
      {
        do: 'react',
        repo: issue.repo,
        reactions: [
          { subject: issue.id, content: 'ROCKET', add: true },
          ...(issue.confused ? [{ subject: issue.id, content: 'CONFUSED', add: false } as const] : []),
        ],
      },
      ...notices.map((one) => ({ do: 'hide comment', repo: issue.repo, comment: one.id }) as const),
    ],
    again: true,
    shown: undefined,
  };
}

function notTaken(reason: string, remedy: string): Decision {
  return { decide: 'notice', text: `This was not taken as a postmortem, because ${reason}. ${remedy}` };
}

/** What only the app writes; it would be read as its own from the adoption on, and written over. */
function holdsMarks(body: string): boolean {
  return /<!-- (?:\/?postmortems:|[cs]\d+\.[0-9a-f]{8} -->)/.test(body);
}
