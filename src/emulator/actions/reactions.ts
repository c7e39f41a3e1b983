/** Reactions to issues and comments. No webhook tells of them, and they do not count as an update. */
import { refuse } from '../refusal.ts';
import { forbid, may, needGrant, needUnarchived } from '../rights.ts';
import { nodeId } from '../state/ids.ts';
import type { Comment, Issue, Reaction, ReactionContent } from '../state/model.ts';
import { type Deed, doer } from './deed.ts';

/** Reacts once per user and content; `fresh` says whether it was not there before. */
export function addReaction(
  deed: Deed,
  subject: Issue | Comment,
  content: ReactionContent,
): { reaction: Reaction; fresh: boolean } {
  needOpenTalk(deed, subject);
  const user = doer(deed).id;
  const known = subject.reactions.find((reaction) => reaction.user === user && reaction.content === content);
  if (known) return { reaction: known, fresh: false };
  const id = deed.world.nextId('reaction');
  const issue = issueOf(deed, subject);
  const reaction: Reaction = {
    kind: 'Reaction',
    id,
    nodeId: nodeId('Reaction', id, issue.repository),
    user,
    content,
    createdAt: deed.world.now(),
  };
  subject.reactions.push(reaction);
  return { reaction, fresh: true };
}

/** Takes back one of the actor's own reactions; undefined when there is none. */
export function removeReaction(deed: Deed, subject: Issue | Comment, content: ReactionContent): Reaction | undefined {
  needOpenTalk(deed, subject);
  const user = doer(deed).id;
  const reaction = subject.reactions.find((one) => one.user === user && one.content === content);
  if (reaction) subject.reactions.splice(subject.reactions.indexOf(reaction), 1);
  return reaction;
}

/** Deletes a reaction by its id: one's own, or anybody's for writers. */
export function deleteReaction(deed: Deed, subject: Issue | Comment, id: number): void {
  const reaction = subject.reactions.find((one) => one.id === id);
  if (!reaction) refuse(404, 'Not Found');
  const repository = deed.world.repository(issueOf(deed, subject).repository);
  const own = reaction.user === doer(deed).id;
  if (!own && !may(deed.world, deed.actor, repository, 'write')) forbid(deed.actor);
  subject.reactions.splice(subject.reactions.indexOf(reaction), 1);
}

/** Nobody reacts in a locked conversation (github-facts §3.3). */
function needOpenTalk(deed: Deed, subject: Issue | Comment): void {
  doer(deed);
  const issue = issueOf(deed, subject);
  const repository = deed.world.repository(issue.repository);
  needGrant(deed.world, deed.actor, repository);
  needUnarchived(repository);
  if (issue.locked) refuse(403, 'Unable to react because issue is locked.');
}

function issueOf(deed: Deed, subject: Issue | Comment): Issue {
  return subject.kind === 'Issue' ? subject : deed.world.issue(subject.issue);
}
