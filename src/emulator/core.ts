/** The parts of one emulator that REST, GraphQL and the control surface share. */

import type { Deed } from './actions/deed.ts';
import type { Observe } from './exchange.ts';
import type { Faults } from './faults/faults.ts';
import type { Rates } from './gate/rates.ts';
import type { Requests } from './gate/requests.ts';
import type { Tokens } from './gate/tokens.ts';
import type { Hooks } from './hooks/hooks.ts';
import type { Actor } from './rights.ts';
import type { Site } from './site.ts';
import type { World } from './state/world.ts';

export interface Core {
  readonly site: Site;
  readonly world: World;
  readonly hooks: Hooks;
  readonly faults: Faults;
  readonly requests: Requests;
  readonly rates: Rates;
  readonly tokens: Tokens;
  readonly observe: Observe | undefined;
}

export function deedOf({ site, world, hooks }: Core, actor: Actor): Deed {
  return { site, world, hooks, actor };
}
