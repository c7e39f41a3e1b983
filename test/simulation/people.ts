/**
 * People, who do what a story says. They act on what is on the page at that moment and find their own words again; what is not there they leave
 * alone, and that is told. Numbers that the app gave mean nothing to them.
 */
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { Comment, Issue } from '../../src/emulator/state/model.ts';
import type { Act, Page } from './story.ts';

export interface People {
  /** @returns whether there was anything to do it to */
  act(act: Act, base?: string): Promise<boolean>;
  /** A bot writes over the app's lines on a page, by its path. */
  undo(path: string): Promise<void>;
  find(page: Page): Issue | undefined;
  /** The number of a comment that a story names. */
  readonly comments: ReadonlyMap<string, number>;
}

export const botLogin = 'postmortems[bot]';
export const home = 'acme/shop';
const meddler = 'robo[bot]';
/** Then it has run out of patience. */
const mostUndone = 60;
export const elsewhere = 'acme/api';

export function createPeople({ state, fetch, publicUrl }: Emulator): People {
  const incidents = new Map<string, string>();
  const comments = new Map<string, number>();
  const bot = state.login(botLogin)?.id;
  let undone = 0;

  async function ask(login: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${publicUrl}/api${path === '/graphql' ? '' : '/v3'}${path}`, {
      method,
      headers: { authorization: `token ${login}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok || text.startsWith('{"errors"')) throw new Error(`${login} ${method} ${path}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  const mutate = (login: string, mutation: string, variables: object) =>
    ask(login, 'POST', '/graphql', {
      query: `mutation(${Object.keys(variables).map((name) => `$${name}: ID!`)}) { ${mutation} }`,
      variables,
    });

  const all = () => [...state.issues.values()];
  const pathOf = (issue: Issue) =>
    `/repos/${state.fullName(state.repository(issue.repository))}/issues/${issue.number}`;

  function find(page: Page): Issue | undefined {
    if (page === 'index') return all().find((one) => one.author === bot && hasLabel(one, 'postmortem-index'));
    if (page.startsWith('measure ')) return all().find((one) => one.title.endsWith(page.slice('measure '.length)));
    const [letter = '', part] = page.split(' ');
    const word = incidents.get(letter);
    const incident = all().find((one) => one.title.endsWith(` ${word}`) && one.author !== bot);
    if (part === undefined) return incident;
    const pages = all().filter((one) => one.author === bot && hasLabel(one, 'postmortem'));
    return (
      pages.find((one) => incident !== undefined && one.parent === incident.id && one.state === 'open') ??
      pages.find((one) => one.title.endsWith(` ${word}`) && one.stateReason !== 'duplicate')
    );
  }

  const hasLabel = (issue: Issue, name: string) => state.labelsOf(issue).some((one) => one.name === name);

  async function edit(act: Act, issue: Issue, base: string | undefined): Promise<boolean> {
    const text = (base ?? issue.body ?? '').replaceAll('\r\n', '\n');
    const changed = changedBy(act, text);
    if (changed === undefined) return false;
    await ask(act.by, 'PATCH', pathOf(issue), { body: act.inBrowser ? changed.replaceAll('\n', '\r\n') : changed });
    return true;
  }

  async function onComment(act: Act, comment: Comment): Promise<void> {
    const issue = state.issue(comment.issue);
    const path = `${pathOf(issue).replace(/\/\d+$/, '')}/comments/${comment.id}`;
    if (act.do === 'reword') await ask(act.by, 'PATCH', path, { body: act.text });
    else if (act.do === 'delete') await ask(act.by, 'DELETE', path);
    else if (act.do === 'hide')
      await mutate(
        act.by,
        'minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } }',
        { id: comment.nodeId },
      );
    else if (act.do === 'show')
      await mutate(act.by, 'unminimizeComment(input: { subjectId: $id }) { unminimizedComment { isMinimized } }', {
        id: comment.nodeId,
      });
  }

  async function onPage(act: Act, issue: Issue, base: string | undefined): Promise<boolean> {
    const path = pathOf(issue);
    switch (act.do) {
      case 'mark':
        await ask(act.by, 'POST', `${path}/labels`, { labels: [act.label] });
        return true;
      case 'unmark':
        if (!hasLabel(issue, act.label)) return false;
        await ask(act.by, 'DELETE', `${path}/labels/${encodeURIComponent(act.label)}`);
        return true;
      case 'say': {
        const said = await ask(act.by, 'POST', `${path}/comments`, { body: act.text });
        if (typeof said === 'object' && said !== null && 'id' in said) comments.set(act.comment, Number(said.id));
        return true;
      }
      case 'write':
      case 'note':
      case 'change':
      case 'cut':
        return edit(act, issue, base);
      case 'close':
        if (issue.state === 'closed') return false;
        await ask(act.by, 'PATCH', path, { state: 'closed', state_reason: act.as });
        return true;
      case 'reopen':
        if (issue.state === 'open') return false;
        await ask(act.by, 'PATCH', path, { state: 'open' });
        return true;
      case 'rename':
        await ask(act.by, 'PATCH', path, { title: act.title });
        return true;
      case 'assign':
        await ask(act.by, 'POST', `${path}/assignees`, { assignees: [act.who] });
        return true;
      case 'unassign':
        await ask(act.by, 'DELETE', `${path}/assignees`, { assignees: [act.who] });
        return true;
      case 'unlink': {
        const parent = issue.parent === null ? undefined : state.issues.get(issue.parent);
        if (!parent) return false;
        await ask(act.by, 'DELETE', `${pathOf(parent)}/sub_issue`, { sub_issue_id: issue.id });
        return true;
      }
      case 'remove':
        await mutate('ann', 'deleteIssue(input: { issueId: $id }) { repository { nameWithOwner } }', {
          id: issue.nodeId,
        });
        return true;
      case 'transfer':
        await mutate(act.by, 'transferIssue(input: { issueId: $id, repositoryId: $to }) { issue { number } }', {
          id: issue.nodeId,
          to: state.named(elsewhere)?.nodeId,
        });
        return true;
      case 'delete the status comment': {
        const status = state.commentsOf(issue).find((one) => one.body.includes('<!-- postmortems:status -->'));
        if (status) await ask(act.by, 'DELETE', `${path.replace(/\/\d+$/, '')}/comments/${status.id}`);
        return status !== undefined;
      }
      default:
        return false;
    }
  }

  return {
    comments,
    find,
    undo: async (path) => {
      const issue = all().find((one) => path.endsWith(pathOf(one)));
      if (!issue || !hasLabel(issue, 'postmortem') || undone === mostUndone) return;
      undone += 1;
      const roles = state.named(home)?.roles ?? {};
      roles[meddler] = 'admin';
      const body = (issue.body ?? '').replace(/\*\*(?:Ongoing|Mitigated|Over)\*\*/, '**Nothing to see here**');
      if (body !== issue.body) await ask(meddler, 'PATCH', pathOf(issue), { body });
    },
    act: async (act, base) => {
      if (act.do === 'open') {
        incidents.set(act.incident, act.title.split(' ').at(-1) ?? '');
        await ask(act.by, 'POST', `/repos/${home}/issues`, { title: act.title, body: act.text });
        return true;
      }
      if (act.do === 'lose the role') {
        delete state.named(home)?.roles[act.who];
        return true;
      }
      if ('comment' in act && act.do !== 'say') {
        const comment = state.comments.get(comments.get(act.comment) ?? 0);
        if (comment) await onComment(act, comment);
        return comment !== undefined;
      }
      const issue = 'on' in act ? find(act.on) : undefined;
      return issue ? onPage(act, issue, base) : false;
    },
  };
}

/** The text as this act leaves it; undefined where there is no place for it. */
function changedBy(act: Act, text: string): string | undefined {
  if (act.do === 'change') return text.includes(act.from) ? text.replaceAll(act.from, act.to) : undefined;
  if (act.do === 'cut') {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes(act.words));
    return at === -1 ? undefined : [...lines.slice(0, at), ...lines.slice(at + 1)].join('\n');
  }
  if (act.do === 'note') {
    const end = text.indexOf('\n\n<!-- /postmortems:timeline -->');
    return end === -1 ? undefined : `${text.slice(0, end)}\n- ${act.text}${text.slice(end)}`;
  }
  if (act.do !== 'write') return undefined;
  if (act.section === '') return `${text}\n\n${act.text}`;
  const heading = new RegExp(`^## ${act.section}$`, 'm').exec(text);
  if (!heading) return undefined;
  const next = text.indexOf('\n## ', heading.index + 1);
  const end = next === -1 ? text.length : next;
  return `${text.slice(0, end).trimEnd()}\n\n${act.text}\n${text.slice(end)}`;
}
