/** What can become of an issue that has no postmortem, and the words about who may decide it. */
import type { Question } from '../change.ts';
import type { Configuration } from '../configuration/schema.ts';
import { inline } from '../markdown/inline.ts';
import type { Actor, CaseSnapshot, Issue } from '../snapshot.ts';

export type Decision =
  | { readonly decide: 'open' | 'adopt' | 'nothing' }
  | { readonly decide: 'notice'; readonly text: string }
  | { readonly decide: 'ask'; readonly questions: readonly Question[] };

/** A workflow shares its bot with all others of its repository, so that what they do is ours as well. */
export function isTrustedBot(actor: Actor | undefined, { bots }: Configuration): boolean {
  return (
    (actor?.kind === 'bot' || actor?.kind === 'us') && bots.includes(actor.login.toLowerCase().replace(/\[bot\]$/, ''))
  );
}

/** Why a label does not count: `a bot put the label`. */
export function whyNotTrusted(actor: Actor | undefined, { commands: least }: Configuration): string {
  if (actor?.kind === 'bot') return 'a bot put the label';
  if (actor?.kind !== 'person') return 'nobody can say who put the label';
  return least === 'triage' ? 'a visitor put the label' : `who put the label has less than ${least}`;
}

export function whoMay({ commands: least }: Configuration): string {
  return least === 'admin' ? 'an admin' : `somebody with ${least} or more`;
}

/** Where security incidents go, and what not to do here. */
export function securityRoute({ configuration: { security } }: CaseSnapshot, { url }: Pick<Issue, 'url'>): string {
  const policy = url.replace(/\/issues\/\d+$/, '/security/policy');
  const way = security === undefined ? `see the [security policy](${policy}).` : routeOf(security);
  return `Such things go a private way: ${way} Please write no details here.`;
}

/** An address by itself, or a sentence. */
function routeOf(route: string): string {
  const text = inline(route);
  const isAddress = /^https?:\/\/\S+$/.test(route);
  return isAddress ? `see ${text}` : /[.!?]$/.test(text) ? text : `${text}.`;
}
