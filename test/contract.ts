/**
 * Holds what the embedded GitHub is asked, answers and sends against GitHub's own descriptions (`npm run contract` cuts them to size).
 * A test creates one contract, shows it every exchange and expects no problems. Never talks to anybody; validators are compiled when
 * first needed and shared by all tests of a file.
 */

import type { Exchange } from '../src/emulator/exchange.ts';
import { checkGraphql } from './contract/graphql.ts';
import { checkRest } from './contract/rest.ts';
import { checkWebhook } from './contract/webhook.ts';

export interface Contract {
  check(exchange: Exchange): void;
  /** One sentence each: where, then what is wrong there. */
  readonly problems: readonly string[];
}

export function createContract(): Contract {
  const problems: string[] = [];
  return { problems, check: (exchange) => void problems.push(...findProblems(exchange)) };
}

function findProblems(exchange: Exchange): string[] {
  switch (exchange.kind) {
    case 'rest':
      return checkRest(exchange);
    case 'graphql':
      return checkGraphql(exchange);
    case 'webhook':
      return checkWebhook(exchange);
  }
}
