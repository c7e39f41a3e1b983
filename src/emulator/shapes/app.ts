/** The App and its installation as REST prints them. */
import { apiUrl, iso, type Site } from '../site.ts';
import { userShape } from './user.ts';

export const grantedPermissions = { issues: 'write', metadata: 'read', single_file: 'read' } as const;
export const singleFile = '.github/postmortems.yml';
const subscribedEvents = ['issues', 'issue_comment', 'sub_issues', 'label', 'repository'];
/** The one event that GitHub's own description of embedded Apps does not know yet. */
const describedEvents = subscribedEvents.filter((event) => event !== 'sub_issues');

/** As it stands in `performed_via_github_app`. */
export function appShape(site: Site) {
  const owner = site.world.user(site.app.owner);
  const made = iso(site.installation.createdAt);
  return {
    id: site.app.id,
    client_id: site.app.clientId,
    slug: site.app.slug,
    node_id: `A_kwHOAA${site.app.id}`,
    owner: userShape(site, owner),
    name: 'Postmortems',
    description: 'Manages incident postmortems as issues',
    external_url: site.publicUrl,
    html_url: `${site.publicUrl}/apps/${site.app.slug}`,
    created_at: made,
    updated_at: made,
    permissions: grantedPermissions,
    events: describedEvents,
  };
}

/** What `GET /app` answers. */
export function ownAppShape(site: Site) {
  return { ...appShape(site), events: subscribedEvents, installations_count: 1 };
}

export function installationShape(site: Site) {
  const { id, createdAt } = site.installation;
  const account = site.world.user(site.app.owner);
  return {
    id,
    account: userShape(site, account),
    repository_selection: 'selected',
    access_tokens_url: `${apiUrl(site)}/app/installations/${id}/access_tokens`,
    repositories_url: `${apiUrl(site)}/installation/repositories`,
    html_url: `${site.publicUrl}/organizations/${account.login}/settings/installations/${id}`,
    app_id: site.app.id,
    client_id: site.app.clientId,
    app_slug: site.app.slug,
    target_id: account.id,
    target_type: account.kind,
    permissions: grantedPermissions,
    events: subscribedEvents,
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
    single_file_name: singleFile,
    has_multiple_single_files: false,
    single_file_paths: [singleFile],
    suspended_by: null,
    suspended_at: null,
  };
}

/** The short form that every webhook of an installation carries. */
export function installationReference(site: Site) {
  const { id } = site.installation;
  return { id, node_id: Buffer.from(`023:IntegrationInstallation${id}`).toString('base64') };
}
