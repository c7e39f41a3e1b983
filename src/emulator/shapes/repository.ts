/** Repositories as REST and webhooks print them. Whatever the emulator has no notion of (stars, forks, code) is empty, as in a new one. */
import { permissions, type Rank } from '../rights.ts';
import { apiUrl, iso, type Site } from '../site.ts';
import type { Repository } from '../state/model.ts';
import { userShape } from './user.ts';

const templates = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

export function repositoryShape(site: Site, repository: Repository) {
  const { world } = site;
  const fullName = world.fullName(repository);
  const api = `${apiUrl(site)}/repos/${fullName}`;
  const page = `${site.publicUrl}/${fullName}`;
  const host = site.publicUrl.replace(/^https?:\/\//, '');
  const open = world.issuesOf(repository).reduce((count, issue) => count + (issue.state === 'open' ? 1 : 0), 0);
  const urls = Object.fromEntries(Object.entries(templates).map(([key, path]) => [key, api + path]));
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullName,
    private: repository.private,
    owner: userShape(site, world.user(repository.owner)),
    html_url: page,
    description: null,
    fork: false,
    url: api,
    ...urls,
    git_url: `git://${host}/${fullName}.git`,
    ssh_url: `git@${host}:${fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    size: 0,
    default_branch: 'main',
    visibility: repository.private ? 'private' : 'public',
    archived: repository.archived,
    disabled: false,
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: open,
    open_issues_count: open,
    created_at: iso(repository.createdAt),
    updated_at: iso(repository.createdAt),
    pushed_at: iso(repository.pushedAt ?? repository.createdAt),
  };
}

/** What `GET /repos/{owner}/{repo}` adds. */
export function fullRepositoryShape(site: Site, repository: Repository, rank: Rank) {
  return {
    ...repositoryShape(site, repository),
    permissions: permissions(rank),
    network_count: 0,
    subscribers_count: 0,
  };
}

/** The five keys that installation events print. */
export function repositoryReference(site: Site, repository: Repository) {
  const { id, nodeId: node_id, name } = repository;
  return { id, node_id, name, full_name: site.world.fullName(repository), private: repository.private };
}
