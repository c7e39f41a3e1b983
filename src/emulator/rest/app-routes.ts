/** What the App asks about itself: its installation, tokens, webhook and the deliveries of it. */
import type { Delivery } from '../hooks/delivery.ts';
import { refuse } from '../refusal.ts';
import { forbid } from '../rights.ts';
import { grantedPermissions, installationShape, ownAppShape, singleFile } from '../shapes/app.ts';
import { repositoryShape } from '../shapes/repository.ts';
import { iso, type Site } from '../site.ts';
import { optionalNames, optionalString } from './body.ts';
import { type Call, ok, paged, paging, type Route } from './route.ts';

export const appRoutes: readonly Route[] = [
  { method: 'GET', path: '/app', jwt: true, run: ({ deed }) => ok(ownAppShape(deed.site)) },
  {
    method: 'GET',
    path: '/app/installations',
    jwt: true,
    query: paging,
    run: (call) => paged(call, [call.deed.site], installationShape),
  },
  { method: 'GET', path: '/app/installations/:id', jwt: true, run: (call) => ok(installationShape(installed(call))) },
  {
    method: 'POST',
    path: '/app/installations/:id/access_tokens',
    jwt: true,
    write: false,
    body: ['permissions', 'repositories'],
    run: token,
  },
  {
    method: 'GET',
    path: '/repos/:owner/:repo/installation',
    jwt: true,
    run: (call) => {
      const repository = call.deed.world.named(`${call.params.owner}/${call.params.repo}`);
      return repository?.installed ? ok(installationShape(call.deed.site)) : refuse(404, 'Not Found');
    },
  },
  { method: 'GET', path: '/orgs/:owner/installation', jwt: true, run: ofAccount },
  { method: 'GET', path: '/users/:owner/installation', jwt: true, run: ofAccount },
  { method: 'GET', path: '/installation/repositories', query: paging, run: repositories },
  { method: 'GET', path: '/app/hook/config', jwt: true, run: hookConfig },
  {
    method: 'PATCH',
    path: '/app/hook/config',
    jwt: true,
    body: ['url', 'secret', 'content_type', 'insecure_ssl'],
    run: (call) => {
      const { hooks } = call.core;
      const url = optionalString(call.body, 'url') ?? hooks.target?.url ?? '';
      const secret = optionalString(call.body, 'secret') ?? hooks.target?.secret ?? '';
      hooks.target = { ...hooks.target, url, secret };
      return hookConfig(call);
    },
  },
  { method: 'GET', path: '/app/hook/deliveries', jwt: true, query: ['per_page', 'cursor', 'status'], run: deliveries },
  {
    method: 'GET',
    path: '/app/hook/deliveries/:id',
    jwt: true,
    run: (call) => ok(deliveryShape(call, deliveryOf(call))),
  },
  {
    method: 'POST',
    path: '/app/hook/deliveries/:id/attempts',
    jwt: true,
    run: (call) => {
      void call.core.hooks.redeliver(deliveryOf(call));
      return ok({}, 202);
    },
  },
];

function installed({ deed, params }: Call): Site {
  return Number(params.id) === deed.site.installation.id ? deed.site : refuse(404, 'Not Found');
}

function ofAccount({ deed, params }: Call) {
  const account = deed.world.login(params.owner ?? '');
  return account?.id === deed.site.app.owner ? ok(installationShape(deed.site)) : refuse(404, 'Not Found');
}

/** A token; it may be asked for less, and the emulator says so rather than hand out more than was asked. */
function token(call: Call) {
  installed(call);
  const { body, core } = call;
  const asked =
    typeof body.permissions === 'object' && body.permissions !== null ? Object.entries(body.permissions) : [];
  const granted: Record<string, string> = grantedPermissions;
  for (const [name, level] of asked) {
    if (level !== granted[name]) refuse(422, 'The permissions requested are not granted to this installation.');
  }
  if (optionalNames(body, 'repositories')?.length) refuse(501, 'Not emulated: tokens for chosen repositories');
  const { token: text, expiresAt } = core.tokens.issue();
  return ok(
    {
      token: text,
      expires_at: iso(expiresAt),
      permissions: grantedPermissions,
      repository_selection: 'selected',
      single_file: singleFile,
      has_multiple_single_files: false,
      single_file_paths: [singleFile],
    },
    201,
  );
}

function repositories(call: Call) {
  const { site, world, actor } = call.deed;
  if (actor.kind !== 'installation') forbid({ kind: 'app' });
  const all = [...world.repositories.values()].filter((repository) => repository.installed);
  const answer = paged(call, all, (repository) => repositoryShape(site, repository));
  return { ...answer, body: { total_count: all.length, repository_selection: 'selected', repositories: answer.body } };
}

function hookConfig({ core }: Call) {
  return ok({ content_type: 'json', insecure_ssl: '0', secret: '********', url: core.hooks.target?.url ?? '' });
}

/** Newest first; the cursor is the id of the delivery that begins the next page. */
function deliveries(call: Call) {
  const { query } = call;
  const size = Math.min(100, Number(query.get('per_page') ?? 30) || 30);
  const cursor = query.get('cursor');
  const status = query.get('status');
  const all = call.core.hooks.log
    .filter(
      (delivery) => !status || (delivery.statusCode >= 200 && delivery.statusCode < 400) === (status === 'success'),
    )
    .reverse();
  const from = cursor === null ? 0 : all.findIndex(({ id }) => String(id) === cursor);
  if (from < 0) refuse(422, 'Validation Failed');
  const next = all[from + size];
  const link = new URL(call.url);
  if (next) link.searchParams.set('cursor', String(next.id));
  const body = all.slice(from, from + size).map(itemShape);
  return { status: 200, body, headers: next ? { link: `<${link}>; rel="next"` } : {} };
}

function deliveryOf({ core, params }: Call): Delivery {
  return core.hooks.log.find(({ id }) => id === Number(params.id)) ?? refuse(404, 'Not Found');
}

function itemShape(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: new Date(delivery.deliveredAt).toISOString(),
    redelivery: delivery.redelivery,
    duration: Math.round(delivery.durationMs) / 1000,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation,
    repository_id: delivery.repository,
    throttled_at: null,
  };
}

function deliveryShape({ core }: Call, delivery: Delivery) {
  return {
    ...itemShape(delivery),
    url: core.hooks.target?.url ?? '',
    request: { headers: delivery.headers, payload: JSON.parse(delivery.body) },
    response: { headers: {}, payload: delivery.response ?? null },
  };
}
