/** What `probot run` loads: the events that Postmortems listens to. What they make dirty stands in `reconcile/routes.ts`. */
import type { Probot } from 'probot';
import { connect, type EventName, reconcilerOf } from './app/webhooks.ts';

export const events: readonly EventName[] = [
  'issues',
  'issue_comment',
  'sub_issues',
  'repository',
  'installation',
  'installation_repositories',
];

export default function postmortems(app: Probot): void {
  connect(app, events, reconcilerOf(app));
}
