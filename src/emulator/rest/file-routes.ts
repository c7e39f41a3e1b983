/** Files: read with an ETag, written by people one commit at a time. Nothing else of a Git repository is here. */
import { createHash } from 'node:crypto';
import { refuse } from '../refusal.ts';
import { forbid, need, userOf } from '../rights.ts';
import { singleFile } from '../shapes/app.ts';
import { apiUrl, iso } from '../site.ts';
import type { Repository } from '../state/model.ts';
import { optionalString, requiredString } from './body.ts';
import { type Call, ok, type Route, repositoryOf } from './route.ts';

const path = '/repos/:owner/:repo/contents/:path{.+}';

export const fileRoutes: readonly Route[] = [
  { method: 'GET', path, run: readFile },
  { method: 'PUT', path, body: ['message', 'content', 'sha', 'branch'], run: writeFile },
];

function readFile(call: Call) {
  const repository = repositoryOf(call);
  const path = call.params.path ?? '';
  const { actor } = call.deed;
  if (actor.kind === 'installation' && repository.private && path !== singleFile) forbid(actor);
  const file = repository.files[path];
  return file ? ok(fileShape(call, repository, path, file)) : refuse(404, 'Not Found');
}

/** Writes a file in one commit, as the web editor would; only text files of people who can push. */
function writeFile(call: Call) {
  const { world, actor } = call.deed;
  const repository = repositoryOf(call);
  const path = call.params.path ?? '';
  if (actor.kind === 'installation') forbid(actor);
  need(world, actor, repository, 'write');
  const message = requiredString(call.body, 'message');
  const content = requiredString(call.body, 'content').replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(content)) refuse(422, 'content is not valid Base64');
  if ((optionalString(call.body, 'branch') ?? 'main') !== 'main') refuse(404, 'Branch not found');
  const former = repository.files[path];
  const given = optionalString(call.body, 'sha');
  if (former && given === undefined) refuse(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (former && given !== former.sha) refuse(409, `${path} does not match ${given}`);
  const bytes = Buffer.from(content, 'base64');
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const file = { content: bytes.toString('base64'), sha };
  repository.files[path] = file;
  repository.pushedAt = call.deed.world.now();
  const { content: _content, encoding: _encoding, ...listed } = fileShape(call, repository, path, file);
  return ok({ content: listed, commit: commitShape(call, repository, message, sha) }, former ? 200 : 201);
}

function fileShape({ deed }: Call, repository: Repository, path: string, file: { content: string; sha: string }) {
  const fullName = deed.world.fullName(repository);
  const api = `${apiUrl(deed.site)}/repos/${fullName}`;
  const page = `${deed.site.publicUrl}/${fullName}`;
  const url = `${api}/contents/${path}?ref=main`;
  const [git, html] = [`${api}/git/blobs/${file.sha}`, `${page}/blob/main/${path}`];
  return {
    name: path.split('/').at(-1) ?? path,
    path,
    sha: file.sha,
    size: Buffer.byteLength(file.content, 'base64'),
    url,
    html_url: html,
    git_url: git,
    download_url: `${page}/raw/main/${path}`,
    type: 'file',
    content: file.content.replace(/.{60}/g, '$&\n'),
    encoding: 'base64',
    _links: { self: url, git, html },
  };
}

function commitShape({ deed }: Call, repository: Repository, message: string, tree: string) {
  const fullName = deed.world.fullName(repository);
  const sha = createHash('sha1').update(`${tree}${message}${deed.world.instant()}`).digest('hex');
  const { login } = userOf(deed.actor);
  const who = { name: login, email: `${login}@users.noreply.github.com`, date: iso(deed.world.now()) };
  const api = `${apiUrl(deed.site)}/repos/${fullName}/git`;
  return {
    sha,
    node_id: `C_${sha}`,
    url: `${api}/commits/${sha}`,
    html_url: `${deed.site.publicUrl}/${fullName}/commit/${sha}`,
    author: who,
    committer: who,
    message,
    tree: { sha: tree, url: `${api}/trees/${tree}` },
    parents: [],
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}
