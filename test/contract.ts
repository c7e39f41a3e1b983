/**
 * Holds what the embedded GitHub is asked, answers and sends against GitHub's own descriptions (`npm run contract` cuts them to size).
 * A test creates one contract, shows it every exchange and expects no problems. Never talks to anybody; validators are compiled when
 * first needed and shared by all tests of a file.
 */

import { createHash } from 'node:crypto';
import type { Exchange } from '../src/emulator/exchange.ts';
import { checkGraphql } from './contract/graphql.ts';
import { checkRest } from './contract/rest.ts';
import { checkHeaders, checkPayload } from './contract/webhook.ts';

export interface Contract {
  check(exchange: Exchange): void;
  /** One sentence each: where, then what is wrong there. */
  readonly problems: readonly string[];
}

/** Checks when it is asked for problems, so that a test which never asks pays nothing. */
export function createContract(): Contract {
  const problems: string[] = [];
  let unchecked: Exchange[] = [];
  return {
    check: (exchange) => void unchecked.push(exchange),
    get problems() {
      const exchanges = unchecked;
      unchecked = [];
      for (const one of exchanges) problems.push(...findProblems(one));
      return problems;
    },
  };
}

/** Exchanges in which nothing is wrong: worlds that begin alike say the same things. */
const sound = new Set<string>();
const mostSound = 50_000;

function findProblems(exchange: Exchange): string[] {
  const { kind, actor, method, path, status, event, headers, text } = exchange;
  const name = [kind, actor, method, path, status, event, text].join('\n');
  const key = text === undefined ? undefined : createHash('sha1').update(name).digest('base64');
  const isSound = key !== undefined && sound.has(key);
  if (isSound && kind !== 'webhook') return [];
  // Parsed here, and just once.
  const { requestBody, responseBody } = exchange;
  const others = { ...(event === undefined ? {} : { event }), ...(headers === undefined ? {} : { headers }) };
  const parsed = { kind, actor, method, path, status, requestBody, responseBody, ...others };
  const problems = isSound ? [] : bodies[kind](parsed);
  if (key !== undefined && problems.length === 0 && sound.size < mostSound) sound.add(key);
  return kind === 'webhook' ? [...problems, ...checkHeaders(parsed)] : problems;
}

const bodies = { rest: checkRest, graphql: checkGraphql, webhook: checkPayload };
