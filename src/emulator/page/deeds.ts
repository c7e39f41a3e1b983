/**
 * What a person can do on an issue's page, as one table: a route's last word, who may, and the requests it makes. Each deed answers
 * where to go next. The API decides; a refusal leaves the page as it was, with the text that was typed.
 */
import { z } from 'zod';
import type { AbilityName } from './abilities.ts';
import { ApiRefusal, type Client, orAbsent } from './client.ts';
import { hideReasons } from './comment-box.ts';
import type { Draft } from './draft.ts';
import type { Form } from './form.ts';
import { reactionContents } from './reactions.ts';
import { type Issue, shapes } from './shapes.ts';

export interface Target {
  readonly client: Client;
  /** `/repos/acme/shop`. */
  readonly repository: string;
  readonly number: number;
  /** `/repos/acme/shop/issues/12`. */
  readonly issue: string;
  readonly form: Form;
}

export interface Deed {
  readonly ability: (form: Form) => AbilityName;
  /** Does it; answers the part of the page to go to, `#issuecomment-3`, or nothing. */
  readonly run: (target: Target) => Promise<string>;
  /** What to show again when it was refused. */
  readonly draft?: (form: Form) => Draft;
}

export interface CommentDeed extends Omit<Deed, 'run' | 'draft'> {
  readonly run: (target: Target, id: number) => Promise<string>;
  readonly draft?: (form: Form, id: number) => Draft;
}

export const issueDeeds: Readonly<Record<string, Deed>> = {
  comment: {
    ability: (form) => (form.text('state') && !form.text('body').trim() ? 'close' : 'comment'),
    draft: (form) => ({ text: form.text('body') }),
    run: commentAndClose,
  },
  title: {
    ability: () => 'edit',
    draft: (form) => ({ editing: 'title', text: form.text('title') }),
    run: async ({ client, issue, form }) => {
      await client.send('PATCH', issue, { title: form.text('title') });
      return '';
    },
  },
  body: {
    ability: () => 'edit',
    draft: (form) => ({ editing: 'body', text: form.text('body') }),
    run: async ({ client, issue, form }) => {
      await client.send('PATCH', issue, { body: form.text('body') });
      return '';
    },
  },
  labels: { ability: () => 'label', run: changeLabels },
  assignees: { ability: () => 'assign', run: changeAssignees },
  'sub-issues': { ability: () => 'link', run: changeSubIssues },
  react: { ability: () => 'react', run: react },
  pin: { ability: () => 'pin', run: (target) => runOnNode(target, pinMutation) },
  unpin: { ability: () => 'pin', run: (target) => runOnNode(target, unpinMutation) },
};

export const commentDeeds: Readonly<Record<string, CommentDeed>> = {
  edit: {
    ability: () => 'edit',
    draft: (form, id) => ({ editing: `${id}`, text: form.text('body') }),
    run: async ({ client, repository, form }, id) => {
      await client.send('PATCH', `${repository}/issues/comments/${id}`, { body: form.text('body') });
      return anchorOf(id);
    },
  },
  delete: {
    ability: () => 'remove',
    run: async ({ client, repository }, id) => {
      await client.send('DELETE', `${repository}/issues/comments/${id}`);
      return '';
    },
  },
  hide: {
    ability: () => 'hide',
    run: async ({ client, repository, form }, id) => {
      const reason = hideReasons.has(form.text('reason')) ? form.text('reason') : 'OUTDATED';
      const comment = await client.get(shapes.comment, `${repository}/issues/comments/${id}`);
      await client.graphql(z.unknown(), hideMutation, { id: comment.node_id, reason });
      return anchorOf(id);
    },
  },
  show: {
    ability: () => 'hide',
    run: async ({ client, repository }, id) => {
      const comment = await client.get(shapes.comment, `${repository}/issues/comments/${id}`);
      await client.graphql(z.unknown(), showMutation, { id: comment.node_id });
      return anchorOf(id);
    },
  },
};

const pinMutation = 'mutation PagePin($id: ID!) { pinIssue(input: { issueId: $id }) { issue { id } } }';
const unpinMutation = 'mutation PageUnpin($id: ID!) { unpinIssue(input: { issueId: $id }) { issue { id } } }';
const reactMutation =
  'mutation PageReact($id: ID!, $content: ReactionContent!) { addReaction(input: { subjectId: $id, content: $content }) { subject { id } } }';
const unreactMutation =
  'mutation PageUnreact($id: ID!, $content: ReactionContent!) { removeReaction(input: { subjectId: $id, content: $content }) { subject { id } } }';
const hideMutation = `mutation PageHide($id: ID!, $reason: ReportedContentClassifiers!) {
  minimizeComment(input: { subjectId: $id, classifier: $reason }) { minimizedComment { isMinimized } }
}`;
const showMutation = `mutation PageShow($id: ID!) {
  unminimizeComment(input: { subjectId: $id }) { unminimizedComment { isMinimized } }
}`;

/** A comment, a closing, or both: the comment first, as on GitHub. */
async function commentAndClose({ client, issue, form }: Target): Promise<string> {
  const state = form.text('state');
  const body = form.text('body');
  let anchor = '#new-comment';
  if (body.trim() || !state) {
    const made = z.object({ id: z.number() }).parse(await client.send('POST', `${issue}/comments`, { body }));
    anchor = anchorOf(made.id);
  }
  if (state === 'open') await client.send('PATCH', issue, { state: 'open' });
  else if (state) await client.send('PATCH', issue, { state: 'closed', state_reason: state });
  return anchor;
}

/** Only what differs from what the page showed, one label at a time: somebody else may have changed others meanwhile. */
async function changeLabels({ client, issue, form }: Target): Promise<string> {
  const wanted = [...form.texts('label'), form.text('new').trim()].filter(Boolean);
  const { added, removed } = difference(form.texts('was'), wanted);
  if (added.length > 0) await client.send('POST', `${issue}/labels`, { labels: added });
  for (const label of removed) await client.send('DELETE', `${issue}/labels/${encodeURIComponent(label)}`);
  return '';
}

async function changeAssignees({ client, issue, form }: Target): Promise<string> {
  const { added, removed } = difference(form.texts('was'), form.texts('login'));
  if (added.length > 0) await client.send('POST', `${issue}/assignees`, { assignees: added });
  if (removed.length > 0) await client.send('DELETE', `${issue}/assignees`, { assignees: removed });
  return '';
}

function difference(was: readonly string[], wanted: readonly string[]) {
  return { added: wanted.filter((one) => !was.includes(one)), removed: was.filter((one) => !wanted.includes(one)) };
}

async function changeSubIssues(target: Target): Promise<string> {
  const { client, issue, form } = target;
  const remove = Number(form.text('remove'));
  if (remove > 0) await client.send('DELETE', `${issue}/sub_issue`, { sub_issue_id: remove });
  else
    await client.send('POST', `${issue}/sub_issues`, { sub_issue_id: (await findIssue(target, form.text('add'))).id });
  return '#sub-issues';
}

/** `12`, `#12`, `acme/web#12` or an address that ends in `/acme/web/issues/12`. */
async function findIssue({ client, repository }: Target, reference: string): Promise<Issue> {
  const [, elsewhere, number] = /^(?:([\w-]+\/[\w.-]+)?#)?(\d{1,9})$/.exec(reference.trim()) ?? [];
  const [, fromAddress, addressed] =
    /^https?:\/\/[^/\s]+\/([\w-]+\/[\w.-]+)\/issues\/(\d{1,9})(?:[#?]\S*)?$/.exec(reference.trim()) ?? [];
  const home = elsewhere ?? fromAddress;
  const found = number ?? addressed;
  if (!found) throw new ApiRefusal(422, `"${reference}" is no issue. Write its number, such as #12, or its address.`);
  const issue = await orAbsent(client.get(shapes.issue, `${home ? `/repos/${home}` : repository}/issues/${found}`));
  if (!issue) throw new ApiRefusal(422, `There is no issue ${home ?? ''}#${found}.`);
  return issue;
}

async function react({ client, form }: Target): Promise<string> {
  const [add, remove] = [form.text('add'), form.text('remove')];
  const content = add || remove;
  if (!reactionContents.has(content)) throw new ApiRefusal(422, `"${content}" is no reaction.`);
  await client.graphql(z.unknown(), add ? reactMutation : unreactMutation, { id: form.text('subject'), content });
  const anchor = form.text('anchor');
  return /^#[\w-]{1,40}$/.test(anchor) ? anchor : '';
}

async function runOnNode({ client, issue }: Target, mutation: string): Promise<string> {
  const { node_id: id } = await client.get(shapes.issue, issue);
  await client.graphql(z.unknown(), mutation, { id });
  return '';
}

function anchorOf(id: number): string {
  return `#issuecomment-${id}`;
}
