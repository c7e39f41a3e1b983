/**
 * What people see in the end, in words that do not hang on ids, numbers or the order in which the app heard of things: issues go by their titles,
 * comments by the name that the story gives them, factors without their numbers, prose without its order; hidden comments of the app do not count.
 */
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { Comment, Issue } from '../../src/emulator/state/model.ts';
import { botLogin, type People } from './people.ts';

export function describeEnd({ state }: Emulator, people: People): string {
  const bot = state.login(botLogin)?.id;
  const names = new Map([...people.comments].map(([name, id]) => [id, name]));
  const all = [...state.issues.values()];

  const named = (text: string) =>
    text
      .replaceAll('\r\n', '\n')
      .replace(/ ?<!--[\s\S]*?-->/g, '')
      .replace(
        /http:\/\/[\w.:]+\/([\w.-]+\/[\w.-]+)\/issues\/(\d+)(?:#issuecomment-(\d+))?/g,
        (_, repo, number, comment) =>
          comment === undefined
            ? titleOf(repo, Number(number))
            : (names.get(Number(comment)) ?? 'a comment of the app'),
      )
      .replace(/#(\d+)\b/g, (_, number) => titleOf('acme/shop', Number(number)))
      .replace(/\*\*F\d+\*\* ?|\bF\d+\b/g, 'F');

  const titleOf = (repo: string, number: number) => {
    const repository = state.named(repo);
    return `<${repository ? state.issueNumbered(repository, number)?.title : '?'}>`;
  };

  function describe(issue: Issue): string {
    const comments = state.commentsOf(issue).filter((one) => one.author !== bot || one.minimized === null);
    const children = state.childrenOf(issue).filter((one) => !isDouble(one));
    return [
      `# ${issue.title}: ${issue.state} ${issue.stateReason ?? ''}`,
      `in ${state.fullName(state.repository(issue.repository))}, labels: ${list(state.labelsOf(issue).map((one) => one.name))}, assignees: ${list(issue.assignees.map((one) => state.user(one).login))}`,
      `sub-issues: ${list(children.map((one) => one.title))}`,
      bodyOf(issue),
      ...comments.map(describeComment).sort(),
    ].join('\n');
  }

  function describeComment(comment: Comment): string {
    const own = comment.author === bot;
    const reactions = comment.reactions.filter((one) => one.user === bot).map((one) => one.content);
    const text = own ? sorted(named(comment.body)) : (names.get(comment.id) ?? '');
    return `-- ${own ? 'app' : 'person'}${comment.minimized === null ? '' : ' (hidden)'} (${list(reactions)}): ${text}`;
  }

  function bodyOf({ author, labels, body }: Issue): string {
    const text = (body ?? '').replaceAll('\r\n', '\n');
    const isMeasure = labels.some((id) => state.labels.get(id)?.name === 'preventative measure');
    // The list of changes tells what the app came to see.
    const plain = author === bot && isMeasure ? text.replace(/<details>[\s\S]*?<\/details>/, '') : text;
    const isReview = plain.includes(' stage=review');
    return (
      named(plain)
        .split(/^(?=## )/m)
        // Before the review a section comes with its first passage, and stays when that goes.
        .filter((section) => isReview || !isEmpty(section))
        .map((section) => (section.startsWith('## Timeline') ? tidy(section) : sorted(section)))
        .join('\n')
    );
  }

  /** The younger of two, which the app has closed. */
  const isDouble = (issue: Issue) => issue.author === bot && issue.stateReason === 'duplicate';

  return all
    .filter((one) => !isDouble(one))
    .map(describe)
    .sort()
    .join('\n\n');
}

/** A heading, and what the app says below it. */
function isEmpty(section: string): boolean {
  return section.startsWith('## ') && section.replace(/^(?:## |> ).*/gm, '').trim() === '';
}

function list(words: readonly string[]): string {
  return [...words].sort().join(', ');
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The first line is a heading or the one next step; the others in an order of their own. */
function sorted(text: string): string {
  const [first = '', ...others] = tidy(text).split('\n');
  return [first, ...others.sort()].join('\n');
}
