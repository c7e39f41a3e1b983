/** What an event of a workflow asks for. As with webhooks it never carries a decision: it only says what is to be looked at. */
import { type Payload, route } from '../../reconcile/routes.ts';
import type { Task } from './carry-out.ts';

export type EventTask =
  | {
      readonly repo: string;
      readonly task: Task;
      /** When it happened, epoch milliseconds: whoever hears of it was there. */
      readonly at: number | undefined;
    }
  | { readonly nothing: string }
  | { readonly problem: string };

/** Events that say nothing of one issue: everything open is looked at. */
const ofEverything = ['schedule', 'workflow_dispatch', 'repository_dispatch', 'push'];

/**
 * @param text the payload as JSON
 * @param repository of the workflow, where the payload names none
 */
export function readEvent(event: string, text: string, repository: string | undefined): EventTask {
  const payload = readPayload(text);
  if (!payload)
    return { problem: `The payload of the event ${event} is not a JSON object. Give it as GitHub sent it.` };
  const repo = payload.repository?.full_name ?? repository?.trim();
  if (!repo || !/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repo))
    return { problem: `The payload of the event ${event} names no repository. Give it as GitHub sent it.` };
  if (ofEverything.includes(event)) return { repo, task: { do: 'resync' }, at: undefined };
  const routed = route(event, { ...payload, installation: { id: 0 } }, '');
  if ('resync' in routed || routed.mark.length === 0)
    return { nothing: `${event}${payload.action ? `.${payload.action}` : ''} concerns no postmortem.` };
  return { repo, task: { do: 'receive', event, payload }, at: momentOf(payload) };
}

type WithTimes = Payload & {
  readonly issue?: { readonly updated_at?: string };
  readonly comment?: { readonly updated_at?: string };
};

/** GitHub's clock and that of a history may differ by seconds. */
const graceMs = 60_000;

function momentOf({ issue, comment }: WithTimes): number | undefined {
  const at = Date.parse(comment?.updated_at ?? issue?.updated_at ?? '');
  return Number.isNaN(at) ? undefined : at - graceMs;
}

function readPayload(text: string): WithTimes | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WithTimes) : undefined;
  } catch {
    return undefined;
  }
}
