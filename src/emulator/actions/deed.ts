/**
 * What every change needs at hand: the site, who acts, and how to tell the App. Actions check rights, change records, write timeline
 * events and emit webhooks in one go without waiting for anything, so each of them happens whole or not at all.
 */
import type { Hooks } from '../hooks/hooks.ts';
import { type Actor, userOf } from '../rights.ts';
import { installationReference } from '../shapes/app.ts';
import { webhookIssueShape } from '../shapes/issue.ts';
import { repositoryShape } from '../shapes/repository.ts';
import { organizationShape, userShape } from '../shapes/user.ts';
import type { Site } from '../site.ts';
import type { Issue, Repository, User } from '../state/model.ts';
import type { World } from '../state/world.ts';

export interface Deed {
  readonly site: Site;
  readonly world: World;
  readonly actor: Actor;
  readonly hooks: Hooks;
}

export function doer(deed: Deed): User {
  return userOf(deed.actor);
}

/** Tells the App that something happened in a repository where it is installed. */
export function notify(deed: Deed, repository: Repository, event: string, action: string, fields: object): void {
  if (!repository.installed) return;
  const { site, world } = deed;
  const owner = world.user(repository.owner);
  const payload = {
    action,
    ...fields,
    repository: repositoryShape(site, repository),
    ...(owner.kind === 'Organization' && { organization: organizationShape(site, owner) }),
    sender: userShape(site, doer(deed)),
    installation: installationReference(site),
  };
  deed.hooks.emit({
    event,
    action,
    repository: repository.id,
    installation: site.installation.id,
    body: JSON.stringify(payload),
  });
}

/** Tells the App of an `issues` event. */
export function notifyIssue(deed: Deed, issue: Issue, action: string, fields: object = {}): void {
  const repository = deed.world.repository(issue.repository);
  notify(deed, repository, 'issues', action, { issue: webhookIssueShape(deed.site, issue), ...fields });
}

/** Stamps an issue as changed now. */
export function touch(deed: Deed, issue: Issue): void {
  issue.updatedAt = Math.max(issue.updatedAt, deed.world.now());
}
