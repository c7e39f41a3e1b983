/** What the log says of passes: each line has the key, and the deliveries of the webhooks that led to it. It names no person and repeats no text. */
import type { Logger } from 'pino';
import { statusOf } from '../github/troubles.ts';
import { keyText } from '../reconcile/key.ts';
import type { PassReport } from '../reconcile/pass-report.ts';
import type { Report } from '../reconcile/reconciler.ts';

export type PassLog = Pick<Logger, 'info' | 'warn' | 'error'> & Partial<Pick<Logger, 'debug'>>;

/** What nobody asked for and what changed nothing, as most of a resync, is said at `debug` only. */
export function sayPass(log: PassLog, { key, deliveries, requests, changes, ms, outcome }: PassReport): void {
  const writes = requests.filter((one) => one.isWrite).length;
  const line = {
    key: keyText(key),
    deliveries,
    outcome,
    reads: requests.length - writes,
    writes,
    changes: changes.filter((one) => one.result === 'done').length,
    ms: Math.round(ms),
  };
  const isWorthIt = deliveries.length > 0 || changes.length > 0;
  if (isWorthIt) log.info(line, 'A pass has ended');
  else log.debug?.(line, 'A pass has ended');
}

export function sayReport(log: PassLog, report: Report): void {
  switch (report.what) {
    case 'passed':
      break;
    case 'limited': {
      const { installation, until } = report;
      const line = { installation, until: new Date(until).toISOString() };
      log.warn(line, 'GitHub says slow down; this installation waits');
      break;
    }
    case 'fight': {
      const { key, deliveries, change } = report;
      log.warn({ key, deliveries, change }, 'Something undoes this change again and again; it rests for ten minutes');
      break;
    }
    case 'merged': {
      const { key, deliveries, edits } = report;
      log.info({ key, deliveries, edits }, 'Edits that were lost under a write are in the text again');
      break;
    }
    case 'refused change': {
      const line = { ...whyOf(report), change: report.change };
      log.warn(line, 'GitHub refused a change; it is tried again in an hour');
      break;
    }
    case 'retry':
      log.info(whyOf(report), 'A pass failed and is tried again');
      break;
    case 'failed':
      log.error(whyOf(report), 'A pass failed for good; the next event or resync tries again');
  }
}

function whyOf({ key, deliveries, error }: Extract<Report, { error: unknown }>) {
  const status = statusOf(error instanceof Error ? error.cause : error);
  return { key, deliveries, status, why: error instanceof Error ? error.message : String(error) };
}
