/** Repositories, people, their rights, and the few endpoints about the API itself. */
import { assignable } from '../actions/issues.ts';
import { refuse } from '../refusal.ts';
import { atLeast, forbid, may, permissions, type Rank, rankOf, userOf } from '../rights.ts';
import { fullRepositoryShape } from '../shapes/repository.ts';
import { userShape } from '../shapes/user.ts';
import { apiUrl, iso } from '../site.ts';
import type { Issue, Repository, User } from '../state/model.ts';
import { type Call, issueOf, noContent, ok, type Route, repositoryOf } from './route.ts';

export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', path: '/', run: meta },
  { method: 'GET', path: '/meta', run: () => ok({ verifiable_password_authentication: false }) },
  { method: 'GET', path: '/rate_limit', run: rateLimit },
  {
    method: 'GET',
    path: '/user',
    run: (call) =>
      ok(personShape(call, call.deed.actor.kind === 'person' ? userOf(call.deed.actor) : forbidOrAsk(call))),
  },
  {
    method: 'GET',
    path: '/users/:login',
    run: (call) => ok(personShape(call, call.deed.world.login(call.params.login ?? '') ?? refuse(404, 'Not Found'))),
  },
  {
    method: 'GET',
    path: '/repos/:owner/:repo',
    run: (call) => {
      const repository = repositoryOf(call);
      const rank = rankOf(call.deed.world, call.deed.actor, repository);
      return ok(fullRepositoryShape(call.deed.site, repository, rank));
    },
  },
  {
    method: 'GET',
    path: '/repos/:owner/:repo/assignees/:login',
    run: (call) => tellAssignable(call, repositoryOf(call)),
  },
  {
    method: 'GET',
    path: '/repos/:owner/:repo/issues/:number/assignees/:login',
    run: (call) => tellAssignable(call, repositoryOf(call), issueOf(call)),
  },
  { method: 'GET', path: '/repos/:owner/:repo/collaborators/:login/permission', run: permission },
];

function tellAssignable(call: Call, repository: Repository, issue?: Issue) {
  const user = call.deed.world.login(call.params.login ?? '');
  return user && assignable(call.deed, repository, user, issue) ? noContent : refuse(404, 'Not Found');
}

/** 403 for the App and 401 for nobody, who have no user of their own. */
function forbidOrAsk({ deed }: Call): never {
  return deed.actor.kind === 'anonymous' ? refuse(401, 'Requires authentication') : forbid(deed.actor);
}

function personShape({ deed }: Call, user: User) {
  const repositories = [...deed.world.repositories.values()].filter(({ owner }) => owner === user.id);
  return {
    ...userShape(deed.site, user),
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: repositories.filter((repository) => !repository.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: iso(user.createdAt),
    updated_at: iso(user.createdAt),
  };
}

/** The legacy `permission` knows four words only: triage counts as read, maintain as write. A bot has no role of its own. */
function permission(call: Call) {
  const { site, world, actor } = call.deed;
  const repository = repositoryOf(call);
  userOf(actor);
  // An App needs no more than to read metadata.
  if (actor.kind !== 'installation' && !may(world, actor, repository, 'write'))
    refuse(403, 'Must have push access to view collaborator permission.');
  const user = world.login(call.params.login ?? '') ?? refuse(404, `${call.params.login} is not a user`);
  const role = user.kind === 'User' ? world.role(user, repository) : undefined;
  const rank: Rank = role ?? (repository.private ? 'none' : 'visitor');
  const legacy = atLeast(rank, 'admin')
    ? 'admin'
    : atLeast(rank, 'write')
      ? 'write'
      : atLeast(rank, 'visitor')
        ? 'read'
        : 'none';
  const roleName = rank === 'visitor' ? 'read' : rank;
  const shape = { ...userShape(site, user), permissions: permissions(rank), role_name: roleName };
  return ok({ permission: legacy, role_name: roleName, user: shape });
}

function rateLimit({ core, deed }: Call) {
  const { actor } = deed;
  const who = actor.kind === 'person' || actor.kind === 'installation' ? actor.user.login : actor.kind;
  const rate = { ...core.rates.spend(who, 0), resource: 'core' };
  return ok({
    resources: { core: rate, search: { ...rate, resource: 'search' }, graphql: { ...rate, resource: 'graphql' } },
    rate,
  });
}

/** The root of the API: the addresses of what is emulated, and of what GitHub's description asks for beside. */
function meta({ deed }: Call) {
  const api = apiUrl(deed.site);
  const names = [
    'current_user_url:/user',
    'current_user_authorizations_html_url:/settings/connections/applications{/client_id}',
    'authorizations_url:/authorizations',
    'code_search_url:/search/code?q={query}{&page,per_page,sort,order}',
    'commit_search_url:/search/commits?q={query}{&page,per_page,sort,order}',
    'emails_url:/user/emails',
    'emojis_url:/emojis',
    'events_url:/events',
    'feeds_url:/feeds',
    'followers_url:/user/followers',
    'following_url:/user/following{/target}',
    'gists_url:/gists{/gist_id}',
    'issue_search_url:/search/issues?q={query}{&page,per_page,sort,order}',
    'issues_url:/issues',
    'keys_url:/user/keys',
    'label_search_url:/search/labels?q={query}&repository_id={repository_id}{&page,per_page}',
    'notifications_url:/notifications',
    'organization_url:/orgs/{org}',
    'organization_repositories_url:/orgs/{org}/repos{?type,page,per_page,sort}',
    'organization_teams_url:/orgs/{org}/teams',
    'public_gists_url:/gists/public',
    'rate_limit_url:/rate_limit',
    'repository_url:/repos/{owner}/{repo}',
    'repository_search_url:/search/repositories?q={query}{&page,per_page,sort,order}',
    'current_user_repositories_url:/user/repos{?type,page,per_page,sort}',
    'starred_url:/user/starred{/owner}{/repo}',
    'starred_gists_url:/gists/starred',
    'user_url:/users/{user}',
    'user_organizations_url:/user/orgs',
    'user_repositories_url:/users/{user}/repos{?type,page,per_page,sort}',
    'user_search_url:/search/users?q={query}{&page,per_page,sort,order}',
  ];
  return ok(
    Object.fromEntries(
      names.map((row) => {
        const [name = '', path = ''] = row.split(/:(.*)/s);
        return [name, api + path];
      }),
    ),
  );
}
