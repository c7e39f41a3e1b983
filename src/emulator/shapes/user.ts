/** Users, organisations and bots as REST prints them. */
import { apiUrl, type Site } from '../site.ts';
import type { User } from '../state/model.ts';

export function userShape(site: Site, user: User) {
  const api = `${apiUrl(site)}/users/${encodeURIComponent(user.login)}`;
  const page = user.kind === 'Bot' ? `/apps/${user.login.replace('[bot]', '')}` : `/${user.login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: user.nodeId,
    avatar_url: `${site.publicUrl}/avatars/${encodeURIComponent(user.login)}`,
    gravatar_id: '',
    url: api,
    html_url: `${site.publicUrl}${page}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.kind,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The organisation as webhooks print it. */
export function organizationShape(site: Site, user: User) {
  const api = `${apiUrl(site)}/orgs/${user.login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: user.nodeId,
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${site.publicUrl}/avatars/${user.login}`,
    description: null,
  };
}
