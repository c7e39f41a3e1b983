/** Who and what is there before anybody has done anything: the people of the design, another bot, and `acme/shop` without issues. */
import { nodeId } from './ids.ts';
import type { Repository, Role } from './model.ts';
import type { World } from './world.ts';

export interface NewRepository {
  /** `acme` unless told; a new owner is made an organisation. */
  readonly owner?: string;
  readonly name: string;
  readonly private?: boolean;
  /** Roles by login; those of `acme/shop` unless told. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Whether the App is installed there; only possible for `acme`, and so by default. */
  readonly installed?: boolean;
}

const people = ['ann', 'moe', 'wes', 'tia', 'ron', 'zoe'];
const roles: Readonly<Record<string, Role>> = {
  ann: 'admin',
  moe: 'maintain',
  wes: 'write',
  tia: 'triage',
  ron: 'read',
  'robo[bot]': 'triage',
};

export const botLogin = 'postmortems[bot]';
export const organizationLogin = 'acme';

export function seed(world: World): void {
  world.addUser('Organization', organizationLogin);
  for (const login of people) world.addUser('User', login);
  world.addUser('Bot', 'robo[bot]');
  world.addUser('Bot', botLogin);
  addRepository(world, { name: 'shop' });
}

export function addRepository(world: World, options: NewRepository): Repository {
  const login = options.owner ?? organizationLogin;
  const owner = world.login(login) ?? world.addUser('Organization', login);
  if (world.named(`${login}/${options.name}`)) throw new Error(`${login}/${options.name} exists already`);
  const id = world.nextId('repository');
  return world.putRepository({
    kind: 'Repository',
    id,
    nodeId: nodeId('Repository', id),
    owner: owner.id,
    name: options.name,
    private: options.private ?? false,
    archived: false,
    installed: login === organizationLogin && (options.installed ?? true),
    createdAt: world.now(),
    roles: { ...(options.roles ?? roles) },
    files: {},
    nextNumber: 1,
    gone: {},
    pinned: [],
  });
}
