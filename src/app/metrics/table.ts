/**
 * Everything that `/metrics` tells of the App, one row each: the meters and the table in `docs/running.md` come from here. No label ever holds what a
 * person wrote or is called; an installation is a number.
 */

export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
  /** Of a histogram: upper bounds, in seconds. */
  readonly buckets?: readonly number[];
}

export const metricTable = [
  {
    name: 'postmortems_ready',
    type: 'gauge',
    labels: [],
    help: '1 while /readyz says ready, else 0.',
  },
  {
    name: 'postmortems_webhooks_total',
    type: 'counter',
    labels: ['status'],
    help: 'Webhooks that came, by the HTTP status of the answer.',
  },
  {
    name: 'postmortems_passes_total',
    type: 'counter',
    labels: ['kind', 'outcome'],
    help: 'Passes that have ended, over a case or an index: done, retry (it failed and comes again), limited (GitHub said slow down) or failed (for good).',
  },
  {
    name: 'postmortems_pass_seconds',
    type: 'histogram',
    labels: ['kind'],
    help: 'How long passes took.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  },
  {
    name: 'postmortems_changes_total',
    type: 'counter',
    labels: ['change', 'result'],
    help: 'What passes changed on GitHub, by what it was: done, moved (people wrote meanwhile, it was planned anew), refused or failed.',
  },
  {
    name: 'postmortems_requests_total',
    type: 'counter',
    labels: ['kind', 'status'],
    help: 'Requests to GitHub that read or write, by the HTTP status of the answer; none where there was no answer.',
  },
  {
    name: 'postmortems_limit_left',
    type: 'gauge',
    labels: ['installation', 'resource'],
    help: 'What GitHub has left for an installation until its limit is reset, as it said last: requests of core, points of graphql.',
  },
  {
    name: 'postmortems_queue_keys',
    type: 'gauge',
    labels: [],
    help: 'Cases and indexes that wait for a pass or have one under way, in all processes together.',
  },
  {
    name: 'postmortems_queue_age_seconds',
    type: 'gauge',
    labels: [],
    help: 'How long the longest of them is due, in all processes together; 0 where none is, or where GitHub asked to wait.',
  },
  {
    name: 'postmortems_failures_total',
    type: 'counter',
    labels: ['kind'],
    help: 'What went wrong: passing (it is tried again), limited (GitHub said slow down), refused (never works as things are), change (GitHub refused a single change), given-up (tried too often) or own (a fault of the App).',
  },
  {
    name: 'postmortems_keys_stopped_total',
    type: 'counter',
    labels: ['change'],
    help: 'Cases and indexes that were stopped for ten minutes because something undid the same change three times.',
  },
  {
    name: 'postmortems_lost_edits_merged_total',
    type: 'counter',
    labels: [],
    help: 'Edits of people that were lost under a write of the App, and that it put back.',
  },
] as const satisfies readonly Metric[];

export type MetricName = (typeof metricTable)[number]['name'];
