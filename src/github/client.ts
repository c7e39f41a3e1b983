import type { Octokit } from '@octokit/rest';

/** What the adapter needs of an Octokit: Probot's has it, and a plain one with a token. */
export type Client = Pick<Octokit, 'request' | 'graphql'>;
