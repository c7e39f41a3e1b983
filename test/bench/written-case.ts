/** A postmortem at rest whose body is about so long, as a pass reads it: rows of a timeline, and what people wrote in every section. */
import { createGitHub } from '../../src/github/github.ts';
import type { CaseSnapshot } from '../../src/postmortem/snapshot.ts';
import { startInProcess } from './in-process.ts';

const paragraphs = [
  'Customers could **not pay by card** for 50 minutes; see the [dashboard](https://grafana.example.com/d/pay). The database takes 500 connections, and sixteen servers asked for `16 * 60 = 960` of them.',
  'What we saw first:\n\n- the pool was *empty* on every server\n- health checks stayed green, because they ask the cache\n- support had 1,140 complaints until 14:38',
  'The limit was known to two teams and written down in no place that a deploy reads, see #198 and the notes of 18 November.\n\n> too many connections for role "shop"\n\nNobody had looked at the sum.',
  '```sql\nselect count(*), state from pg_stat_activity group by state;\n```\n\nThat showed 500 sessions, most of them idle in transaction.',
];

export async function readWritten(bytes: number): Promise<CaseSnapshot> {
  const app = await startInProcess('ours');
  const { incident, postmortem } = await app.open();
  const rows = Math.min(60, Math.round(bytes / 500));
  const lines = Array.from({ length: rows }, (_, n) => {
    const clock = `${String(10 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
    return `/timeline ${clock} ${n === 0 ? 'discovered: ' : ''}the database refuses connections on server ${n}`;
  });
  await app.say(incident, lines.join('\n'));
  await app.say(incident, '/over');
  if (!(await app.rest(120_000))) throw new Error('the case does not come to rest');
  const texts: string[] = [];
  const sections = ['Summary', 'Impact', 'Contributing factors', 'Resolution', 'Lessons'];
  for (let n = 0; Buffer.byteLength(await app.body(postmortem)) + texts.join('').length < bytes; n += 1) {
    texts.push(`${paragraphs[n % paragraphs.length]}\n\n`);
  }
  await app.edit(postmortem, (body) =>
    sections.reduce((text, heading, at) => {
      const written = texts.filter((_, n) => n % sections.length === at).join('');
      return text.replace(new RegExp(`(## ${heading}\\n)`), (line) => `${line}\n${written}`);
    }, body),
  );
  if (!(await app.rest(120_000))) throw new Error('the case does not come to rest');
  const client = () => app.client();
  const github = createGitHub({
    installation: 1,
    slug: 'postmortems',
    now: Date.now,
    octokit: client,
    appOctokit: client,
  });
  const reading = await github.readCase('acme/shop', incident, { repo: 'acme/shop', number: postmortem });
  if (reading.found !== 'case') throw new Error('there is no case');
  await app.close();
  return {
    ...reading.snapshot,
    now: Date.now(),
    installedAt: 0,
    roles: new Map(),
    candidates: new Map(),
    records: new Map(),
    assignable: new Map(),
    earlier: new Map(),
  };
}
