/**
 * The embedded GitHub: a small server with a memory. It speaks REST at `/api/v3`, GraphQL at `/api/graphql`, sends the App's signed webhooks and
 * has a control surface at `/_/`. What it does not emulate it says so about (501, or a GraphQL error), it never makes up a success.
 * Hand `fetch` to Octokit as its fetch, or serve `app.fetch` over HTTP. Routes are added to `app` before its first request.
 */
import { generateKeyPairSync } from 'node:crypto';
import { Hono } from 'hono';
import { type App, control } from './control.ts';
import { type Core, deedOf } from './core.ts';
import type { Observe } from './exchange.ts';
import { Faults } from './faults/faults.ts';
import { Rates } from './gate/rates.ts';
import { Requests } from './gate/requests.ts';
import { Tokens } from './gate/tokens.ts';
import { serveGraphql } from './graphql/serve.ts';
import { announceInstallation, announceRepository } from './hooks/announce.ts';
import type { HookTarget } from './hooks/delivery.ts';
import { Hooks } from './hooks/hooks.ts';
import { serveRest } from './rest/rest.ts';
import { sameSiteOnly } from './same-site.ts';
import type { Site } from './site.ts';
import type { Repository, Saved } from './state/model.ts';
import { addRepository, botLogin, type NewRepository, organizationLogin, seed } from './state/seed.ts';
import { openStateFile } from './state/state-file.ts';
import { World } from './state/world.ts';

export interface EmulatorOptions {
  /** The clock in epoch ms by which everything is stamped. */
  readonly now?: () => number;
  /** The clock by which tokens end; Octokit keeps them by the one on the wall. */
  readonly wallNow?: () => number;
  readonly webhook?: HookTarget;
  /** Keeps the state in this file. */
  readonly statePath?: string;
  /** A state to begin with, as `save` gives it, where there is no file. */
  readonly saved?: Saved;
  /** When the App was installed, in epoch ms. */
  readonly installedAt?: number;
  readonly publicUrl?: string;
  /** The App's, where it runs in other processes; else they are made. */
  readonly app?: { readonly id: number; readonly privateKey: string };
  /** Sees every API exchange and every delivery. */
  readonly observe?: Observe;
}

export interface Emulator {
  readonly app: Hono;
  /** Serves a request in this process; takes what `fetch` takes, and follows redirects as it does. */
  readonly fetch: typeof fetch;
  readonly state: World;
  readonly hooks: Hooks;
  readonly requests: Requests;
  readonly faults: Faults;
  readonly credentials: { appId: number; privateKey: string; installationId: number; slug: 'postmortems' };
  publicUrl: string;
  /** What `GET /healthz` tells. */
  ready: boolean;
  /** Ties in the app that runs in the same process, for `/_/idle` and `/_/resync`. */
  connect: (app: App) => void;
  /** Resolves when neither a delivery nor the connected app has anything to do. */
  idle: () => Promise<void>;
  createRepository: (repository: NewRepository) => Repository;
  /** The `GITHUB_TOKEN` of a job in a repository, as its `permissions:` allow. */
  jobToken: (repository: Repository, issues: 'read' | 'write') => string;
  /** Calls back after every change of the state; @returns how to stop it */
  watch: (listener: () => void) => () => void;
  /** Sends `installation.created`, which a fresh emulator has not done: its App is installed from the start. */
  announceInstallation: () => void;
  /** The state as it is; what is done to it afterwards shows in it, so it is to be copied. */
  save: () => Saved;
  close: () => void;
}

const usualAppId = 4242;
const installationId = 8_675_309;
let processKey: string | undefined;

/** Makes one; the state comes from `statePath` if there is one, else from the seed. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { now = Date.now, wallNow = Date.now, publicUrl = 'http://localhost:3000', observe } = options;
  const world = new World(now);
  let kept: Pick<Saved, 'installation' | 'privateKey'> | undefined;
  const save = (): Saved => world.save(kept ?? fresh(options, now));
  const file = options.statePath === undefined ? undefined : openStateFile(options.statePath, save);
  const saved = file?.saved ?? options.saved;
  const { installation, privateKey: savedKey } = saved ?? fresh(options, now);
  const appId = options.app?.id ?? usualAppId;
  const privateKey = options.app?.privateKey ?? savedKey;
  kept = { installation, privateKey };
  if (saved) world.load(saved);
  else seed(world);
  const watchers = new Set<() => void>();
  world.onChange = () => {
    file?.changed();
    for (const tell of watchers) tell();
  };

  const site: Site = {
    world,
    publicUrl: publicUrl.replace(/\/$/, ''),
    app: {
      id: appId,
      slug: 'postmortems',
      clientId: 'Iv23liPostmortems000',
      owner: known(world, organizationLogin).id,
    },
    bot: known(world, botLogin),
    installation,
  };
  const faults = new Faults();
  const hooks = new Hooks({
    faults,
    appId,
    now,
    nextId: () => world.nextId('delivery'),
    observe: (delivery) =>
      observe?.({
        kind: 'webhook',
        actor: 'app',
        method: 'POST',
        path: hooks.target?.url ?? '',
        status: delivery.statusCode,
        text: delivery.body,
        get requestBody(): unknown {
          return JSON.parse(delivery.body);
        },
        responseBody: delivery.response,
        event: delivery.event,
        headers: delivery.headers,
      }),
  });
  hooks.target = options.webhook;
  const core: Core = {
    site,
    world,
    hooks,
    faults,
    requests: new Requests(),
    rates: new Rates(wallNow),
    tokens: new Tokens(site, privateKey, wallNow),
    observe,
  };

  const app = new Hono();
  app.use('*', sameSiteOnly);
  app.all('/api/graphql', ({ req }) => serveGraphql(core, req.raw, new URL(req.url)));
  app.all('/api/v3', ({ req }) => serveRest(core, req.raw, new URL(req.url)));
  app.all('/api/v3/*', ({ req }) => serveRest(core, req.raw, new URL(req.url)));
  const surface = control(core, () => emulator.ready);
  app.route('/', surface.app);
  app.onError((error) => {
    throw error;
  });

  const serve = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const response = await app.fetch(request);
    const location = response.status === 301 && request.redirect === 'follow' ? response.headers.get('location') : null;
    if (location === null || request.method !== 'GET') return response;
    return serve(location, { headers: request.headers });
  };

  const emulator: Emulator = {
    app,
    fetch: serve,
    state: world,
    hooks,
    requests: core.requests,
    faults,
    credentials: { appId, privateKey, installationId: installation.id, slug: 'postmortems' },
    get publicUrl() {
      return site.publicUrl;
    },
    set publicUrl(url) {
      site.publicUrl = url.replace(/\/$/, '');
    },
    ready: false,
    connect: surface.connect,
    idle: surface.idle,
    createRepository: (wanted) => {
      const repository = addRepository(world, wanted);
      if (repository.installed)
        announceRepository(deedOf(core, { kind: 'person', user: known(world, 'ann') }), repository);
      world.onChange();
      return repository;
    },
    jobToken: ({ id }, issues) => core.tokens.issue({ repository: id, issues }).token,
    watch: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    announceInstallation: () => announceInstallation(deedOf(core, { kind: 'person', user: known(world, 'ann') })),
    save,
    close: () => {
      hooks.close();
      file?.close();
    },
  };
  return emulator;
}

function fresh(options: EmulatorOptions, now: () => number): Pick<Saved, 'installation' | 'privateKey'> {
  return {
    installation: { id: installationId, createdAt: options.installedAt ?? now() },
    privateKey: options.app?.privateKey ?? newKey(),
  };
}

/** One key for all emulators of a process: making one costs a tenth of a second. */
function newKey(): string {
  processKey ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
  return processKey;
}

function known(world: World, login: string) {
  const user = world.login(login);
  if (!user) throw new Error(`The embedded GitHub has no user ${login}`);
  return user;
}
