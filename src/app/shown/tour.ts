/**
 * The tour of the first visit: from the label on an issue to the postmortem in the index. Each step is done once the embedded GitHub shows it, whoever
 * did it and wherever, so the tour can be left and taken up again; it says what to do next and has a text to begin with.
 */
import type { Tour, TourStep } from '../../emulator/page/tour.ts';
import type { Comment, Issue } from '../../emulator/state/model.ts';
import type { World } from '../../emulator/state/world.ts';
import { defaults } from '../../postmortem/configuration/schema.ts';
import { readDocument } from '../../postmortem/document/read.ts';
import { type SectionId, sectionByHeading } from '../../postmortem/document/sections.ts';
import { statusMarker } from '../../postmortem/status/status-comment.ts';
import { stories } from '../history/stories.ts';

/** What somebody could write who was there. Times are counted from now. */
const examples: { readonly [id in SectionId]?: string } = {
  summary: '/summary For a quarter of an hour nobody could pay by card in our shop. Invoices worked.',
  apology: '/apology We are sorry. You wanted to pay and we showed you an error, again and again.',
  impact: '/impact About 300 card payments failed. Nobody was charged twice.',
  timeline: '/timeline -12m discovered: two people write that card payments fail',
  factors:
    '/factor Two changes were each safe alone: sixteen servers with sixty connections each ask for more than the database has.\n/factor The limit of the database was written down in no place that a deploy reads.',
  resolution: '/resolution We went back from sixteen servers to eight, and saw payments succeed within a minute.',
  measures: '/measure P1 Refuse a deploy whose connections exceed the database limit @wes by +14d for F1',
  lessons:
    '/lesson Scaling back is one command and took four minutes.\n/artifact [The incident, as customers told of it](https://status.example.com/incidents/77)',
};

const begging = stories.at(-1)?.acts.flatMap(([, , act]) => ('open' in act ? [act.open] : []))[0];

/** @returns undefined while the issue that asks for help is not there */
export function createTour(world: World, home: string): () => Tour | undefined {
  return () => {
    const repository = world.named(home);
    const issues = repository ? world.issuesOf(repository) : [];
    const incident = issues.find((one) => one.title === begging);
    if (!repository || !incident) return undefined;
    const hasLabel = (issue: Issue, name: string) => world.labelsOf(issue).some((label) => label.name === name);
    const postmortem = world.childrenOf(incident).find((one) => hasLabel(one, defaults.labels.postmortem));
    const index = issues.find((one) => hasLabel(one, defaults.labels.index));
    const pathOf = (issue: Issue) => `/${home}/issues/${issue.number}`;
    const link = (issue: Issue, words: string) => `[${words}](${pathOf(issue)})`;
    const there = (issue: Issue | undefined): Pick<TourStep, 'at'> =>
      issue ? { at: { path: pathOf(issue), words: `Go to #${issue.number}` } } : {};
    const said = postmortem ? world.commentsOf(postmortem).find(isStatus)?.body : undefined;
    const isReview = /<!-- postmortems:head[^>]*\bstage=review\b/.test(postmortem?.body ?? '');
    const isComplete = isReview && !!postmortem && !hasLabel(postmortem, defaults.labels.incomplete);
    const isClosed = isComplete && postmortem.state === 'closed';
    const next = postmortem && (isComplete ? lastParts(postmortem) : nextPart(world, postmortem, said));
    return {
      steps: [
        {
          title: 'Put the label',
          words: `Two people say in ${link(incident, `#${incident.number}`)} that nobody can pay. Beside *Labels* there choose **Change**, tick \`incident\` and press **Apply**. Within a second the app opens a postmortem.`,
          isDone: postmortem !== undefined,
          ...there(incident),
        },
        {
          title: 'Note what happens',
          words: `The app made ${postmortem ? link(postmortem, 'a postmortem') : 'a postmortem'} and put a link to it on the incident. While people work on it, anybody in the team notes a moment with one line: \`/timeline\` and what happened, with the time if it was earlier. Try it on the incident; the panel *What the app did* shows what it made of it.`,
          isDone: /<!-- c\d+(?:\.\d+)?\.[0-9a-f]{8} -->/.test(postmortem?.body ?? ''),
          ...there(incident),
          example:
            '/timeline -12m discovered: two people write that card payments fail\n/timeline -4m action: web servers scaled back from 16 to 8',
        },
        {
          title: 'Say that it is over',
          words:
            'Payments work again? Comment `/over` and what told you so. Then the postmortem gets the parts for the review: apology, contributing factors, resolution, measures.',
          isDone: isReview,
          ...there(incident),
          example: '/over card payments succeed again',
        },
        {
          title: 'Write the parts',
          words: next?.words ?? '',
          isDone: isClosed || (isComplete && !hasEmpty(postmortem, 'lessons')),
          ...there(next?.on),
          ...(next?.example === undefined ? {} : { example: next.example }),
        },
        {
          title: 'Close it, and find it again',
          words: `It is complete. Read it once more, then close it with **Close as completed** below its comments. ${index ? link(index, 'The index') : 'The index'}, pinned on top of the list, keeps it for everybody.`,
          isDone: isClosed,
          ...there(postmortem),
        },
      ],
      farewell: `**That was all of it.** ${postmortem ? link(postmortem, 'Your postmortem') : 'Your postmortem'} stands in ${index ? link(index, 'the index') : 'the index'} now. The README says how to install the app on GitHub; everything you saw works there the same way.`,
    };
  };
}

function isStatus({ body }: Comment): boolean {
  return body.includes(statusMarker);
}

interface Next {
  readonly words: string;
  readonly on: Issue;
  readonly example?: string | undefined;
}

/** What nobody has to write. */
function lastParts(postmortem: Issue): Next {
  return {
    words:
      'Everything that has to be there is written. **Lessons** and **Artifacts** are for what you would tell a friend, and for links to see it by. You may also leave them empty and close the postmortem.',
    on: postmortem,
    example: examples.lessons,
  };
}

function hasEmpty(issue: Issue, id: SectionId): boolean {
  const body = issue.body ?? '';
  const read = readDocument(body);
  const section = 'sections' in read ? read.sections.find((one) => one.id === id) : undefined;
  return section !== undefined && /^(?:\s|<!--[^>]*-->)*$/.test(body.slice(section.headingEnd, section.end));
}

/** What the status comment asks for; or the measure that waits for a yes or no. */
function nextPart(world: World, postmortem: Issue, said = ''): Next {
  const heading = /^\*\*Next: (.+?)\.\*\*/.exec(said)?.[1] ?? '';
  const section = sectionByHeading(heading);
  const waiting = world.childrenOf(postmortem).find((one) => one.state === 'open' && one.assignees.length === 0);
  if (section === 'measures' && waiting) {
    return {
      words: `A measure waits for an answer: **${waiting.title}**. Say yes on its own issue with \`/accept\`, or no with \`/decline\` and why.`,
      on: waiting,
      example: '/accept P1 @wes by +14d',
    };
  }
  const asks =
    section === undefined
      ? 'The app asks for one part at a time'
      : `The app asks for one part at a time, now for **${heading}**`;
  return {
    words: `${asks}: its comment on the postmortem says what, and why. Answer with a command there, or **Edit** the page by hand, both are fine.`,
    on: postmortem,
    example: section && examples[section],
  };
}
