/** Tells the App where it is installed. */
import { type Deed, doer } from '../actions/deed.ts';
import { installationShape } from '../shapes/app.ts';
import { repositoryReference } from '../shapes/repository.ts';
import { organizationShape, userShape } from '../shapes/user.ts';
import type { Repository } from '../state/model.ts';

/** `installation.created`, with every repository that it covers. */
export function announceInstallation(deed: Deed): void {
  const repositories = [...deed.world.repositories.values()].filter(({ installed }) => installed);
  send(deed, 'installation', 'created', {
    repositories: repositories.map((repository) => repositoryReference(deed.site, repository)),
    requester: null,
  });
}

/** `installation_repositories.added` for one repository. */
export function announceRepository(deed: Deed, repository: Repository): void {
  send(deed, 'installation_repositories', 'added', {
    repository_selection: 'selected',
    repositories_added: [repositoryReference(deed.site, repository)],
    repositories_removed: [],
    requester: null,
  });
}

function send(deed: Deed, event: string, action: string, fields: object): void {
  const { site, world, hooks } = deed;
  const payload = {
    action,
    installation: installationShape(site),
    ...fields,
    organization: organizationShape(site, world.user(site.app.owner)),
    sender: userShape(site, doer(deed)),
  };
  hooks.emit({ event, action, repository: null, installation: site.installation.id, body: JSON.stringify(payload) });
}
