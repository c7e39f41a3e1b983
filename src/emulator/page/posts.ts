/** Does what a form asks as the acting user and sends the browser on; what was refused is shown with its reason and the typed text. */
import type { Context } from 'hono';
import { z } from 'zod';
import { type AbilityName, explainRefusal } from './abilities.ts';
import { ApiRefusal } from './client.ts';
import type { Deed } from './deeds.ts';
import { readForm } from './form.ts';
import type { Flash, Shows } from './shows.ts';
import type { createVisits, Visit } from './visit.ts';

export function createPosts(visits: ReturnType<typeof createVisits>, shows: Shows) {
  return {
    /** Runs one row of the table of deeds. */
    async deed(c: Context, repository: string, number: number, deed: Deed): Promise<Response> {
      const form = await readForm(c);
      const here = `/${repository}/issues/${number}`;
      const visit = await visits(c, repository, here);
      const target = { client: visit.client, repository: `/repos/${repository}`, number, issue: `/repos${here}`, form };
      const done = await attempt(visit, deed.ability(form), () => deed.run(target));
      return typeof done === 'string'
        ? c.redirect(here + done, 303)
        : shows.issue(c, repository, number, deed.draft?.(form) ?? {}, done);
    },

    async newIssue(c: Context, repository: string): Promise<Response> {
      const form = await readForm(c);
      const visit = await visits(c, repository, `/${repository}/issues/new`);
      const draft = { title: form.text('title'), body: form.text('body'), labels: form.texts('label') };
      const done = await attempt(visit, 'open', async () => {
        const made = await visit.client.send('POST', `/repos/${repository}/issues`, draft);
        return `/${repository}/issues/${z.object({ number: z.number() }).parse(made).number}`;
      });
      return typeof done === 'string' ? c.redirect(done, 303) : shows.newIssue(c, repository, draft, done);
    },
  };
}

async function attempt(visit: Visit, ability: AbilityName, run: () => Promise<string>): Promise<string | Flash> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const status = error.status === 403 ? 403 : 422;
    return { status, words: explainRefusal(visit.viewer, ability, error.status, error.message) };
  }
}
