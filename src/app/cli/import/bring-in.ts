/**
 * Makes the issues, each in three steps that may be stopped in between: made, closed, labelled. The label comes last: it has the App adopt the page, and
 * one that was closed before that is nobody's answer to what the App finds missing.
 */
import type { Page } from './page.ts';
import { type Place, readBehind } from './there.ts';

export interface Builder {
  /** @returns the number of the issue */
  make(page: Page, hash: string): Promise<number>;
  close(number: number): Promise<void>;
  label(number: number): Promise<void>;
}

/** @param highest the highest number that is taken */
export function createBuilder(place: Place, highest: number): Builder {
  const { client, owner, repo, label, insist } = place;
  let last = highest;
  return {
    make: async ({ title, body }, hash) => {
      const number = await insist.create(
        async () =>
          (await client.request('POST /repos/{owner}/{repo}/issues', { owner, repo, title, body })).data.number,
        async () => {
          const { issues } = await readBehind(place, last);
          return issues.find((one) => one.imported.hash === hash)?.number;
        },
      );
      last = Math.max(last, number);
      return number;
    },
    close: async (number) => {
      const closed = { owner, repo, issue_number: number, state: 'closed', state_reason: 'completed' } as const;
      await insist.write(() => client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', closed));
    },
    label: async (number) => {
      const labelled = { owner, repo, issue_number: number, labels: [label] };
      await insist.write(() => client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', labelled));
    },
  };
}
