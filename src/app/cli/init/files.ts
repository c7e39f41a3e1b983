/** The files that `init` writes. They hold no more than what it takes; what the settings mean stands in the docs. */
import { createHash } from 'node:crypto';
import type { LabelNames } from '../../../postmortem/configuration/schema.ts';

export interface Setting {
  readonly labels: LabelNames;
  /** Of the machine, as a suggestion. */
  readonly zone: string;
  /** What the workflow uses, as `acme/postmortems/.github/actions/postmortems@v1`; a path into the repository needs a checkout first. */
  readonly uses: string;
  /** `acme/shop`, where it is known. */
  readonly repo: string | undefined;
  /** An Enterprise Server knows no longer queue for one lock. */
  readonly isServer: boolean;
}

export const configurationPath = '.github/postmortems.yml';
export const formPath = '.github/ISSUE_TEMPLATE/incident.yml';
export const workflowPath = '.github/workflows/postmortems.yml';

export function renderConfiguration({ zone, repo }: Pick<Setting, 'zone' | 'repo'>): string {
  const owner = repo?.split('/')[0] ?? 'OWNER';
  return `# Postmortems. Everything has its usual value until a line loses its "#". What is wrong in here stands in the index.
# While this file is here, that of ${owner}/.github does not count.

# The time zone of times that are shown, or written without one.
# zone: ${zone}

# What opens a postmortem, and other names of labels.
# labels:
#   incident: [incident, outage]

# The least role whose commands and labels count: triage, write, maintain or admin.
# commands: triage

# Where security incidents go, which never get a public postmortem.
# security: https://intranet.example.com/security

# Bots whose label opens a postmortem; github-actions stands for all workflows of this repository.
# bots: [pagerduty]
`;
}

export function renderForm({ labels }: Pick<Setting, 'labels'>): string {
  return `name: Incident
description: Something is broken, or was. A record opens beside it.
labels: [${quoted(labels.incident[0] ?? 'incident')}]
body:
  - type: textarea
    id: noticed
    attributes:
      label: What do people notice?
      description: One sentence is enough. In a public repository, no names of customers and no secrets.
    validations:
      required: true
  - type: input
    id: since
    attributes:
      label: Since when?
      description: As far as you know, with the time zone.
      placeholder: 14:05 UTC
`;
}

/** @param setting `uses` is a path for an Action that lies in the repository itself */
export function renderWorkflow({ labels, uses, repo, isServer }: Setting): string {
  const isHere = uses.startsWith('./');
  return `# Keeps the postmortems of this repository. Written by \`npx postmortems init\`; when labels get other names, write it again with --force.
name: postmortems

on:
  issues:
    types: [labeled, unlabeled, edited, closed, reopened, assigned, unassigned, deleted, transferred]
  issue_comment:
    types: [created, edited, deleted]
  push:
    paths: [${configurationPath}]
  schedule:
    # Makes good what no event told, and says what is due.
    - cron: '${minuteOf(repo ?? '')} */6 * * *'
  workflow_dispatch:

permissions: {}

jobs:
  postmortems:
    # What concerns no postmortem costs no runner.
    if: >-
      ${conditionOf(labels).join('\n      ')}
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      issues: write
    # The lock: one run writes at a time, and none is given up for a newer one.
    concurrency:
${(isServer
  ? [`group: postmortems-\${{ github.event.issue.number || 'all' }}`, 'cancel-in-progress: false']
  : ['group: postmortems', 'cancel-in-progress: false', 'queue: max']
)
  .map((line) => `      ${line}`)
  .join('\n')}
    steps:
${isHere ? '      - uses: actions/checkout@v6\n        with:\n          persist-credentials: false\n          sparse-checkout: .github\n' : ''}      - uses: ${uses}
`;
}

/** Compared without regard to case, as GitHub compares names of labels. */
function conditionOf({ incident, postmortem, measure, index }: LabelNames): string[] {
  const names = [...incident, postmortem, measure, index].map((name) => `'${name.replaceAll("'", "''")}'`);
  return [
    '!github.event.issue || (!github.event.issue.pull_request && (',
    ...names.map(
      (name) => `contains(github.event.issue.labels.*.name, ${name}) || github.event.label.name == ${name} ||`,
    ),
    "contains(github.event.comment.body, '/postmortem')))",
  ];
}

/** Not the full hour, in which everybody's schedules wait. */
function minuteOf(repo: string): number {
  return 1 + (createHash('sha256').update(repo).digest().readUInt16BE() % 58);
}

/** As a value in a YAML list. */
function quoted(name: string): string {
  return /^[a-z][\w-]*$/i.test(name) && !/^(?:true|false|null|yes|no|on|off|[yn])$/i.test(name)
    ? name
    : `'${name.replaceAll("'", "''")}'`;
}
