import { describe, expect, test } from 'vitest';
import type { SectionId } from '../../../src/postmortem/document/sections.ts';
import { bodyWith, find } from './looked.ts';

const idsIn = (section: SectionId, text: string, isPublic = true) =>
  find(bodyWith(section, [text]), { required: [], isPublic }).map((one) => one.rule);

describe('what is well said is left alone', () => {
  test.each<[SectionId, string]>([
    ['apology', 'We are sorry that 1,140 people could not pay.'],
    ['apology', 'Students lost an hour of work. We apologise.'],
    ['impact', 'Nobody could pay for half an hour.'],
    ['impact', 'Card payments failed. Nobody counted how many.'],
    ['impact', 'We do not know how many; the logs are gone.'],
    ['impact', '| customers | hours |\n|---|---|\n| 50 | 2 |'],
    ['impact', 'Клиенты видели ошибки.'],
    ['impact', '![a graph](https://example.com/x.png)'],
    ['factors', '- One\n- Two'],
    ['factors', 'The limit was reached. Nobody was told of it. The alert was off.'],
    ['factors', 'The pool was raised and the fleet was scaled.'],
    ['factors', '### The limit\n\nIt was reached.\n\n### The alert\n\nIt was off.'],
    ['resolution', 'The bug was fixed.'],
    ['resolution', 'The disk was full because of the logs, so the team moved them.'],
    ['resolution', 'The cause was the pool. Back to normal after a restart.'],
    ['resolution', 'We rolled it back because the cause was unknown.'],
    ['resolution', 'Caused by #12, see [the fix](https://example.com).'],
    ['measures', '- Fix the pool\n- Alert when it is full'],
    ['measures', '- Look at the pool'],
    ['measures', 'We will make it less likely to happen again.'],
    ['measures', 'So that it is noticed sooner should it happen again.'],
    ['measures', '- TODO: write the alert'],
    ['summary', 'All times are written as HH:MM.'],
    ['summary', 'We found a TODO in the code, and `HH:mm` in a format.'],
    ['summary', 'The list was an Array<string>, and <details> was shown.'],
    ['summary', '[Time to detect](https://example.com) was short.'],
  ])('%s: %s', (section, text) => {
    expect(idsIn(section, text)).toEqual([]);
  });
});

describe('what gets a word', () => {
  test.each<[string, SectionId, string]>([
    ['apology-hollow', 'apology', 'We regret any inconvenience to our users.'],
    ['apology-hollow', 'apology', 'We are sorry if you were affected.'],
    ['apology-hollow', 'apology', 'Some users may have been affected, sorry.'],
    ['apology-hollow', 'summary', 'We apologize for the inconvenience caused.'],
    ['apology-nobody', 'apology', 'We deeply apologise for the downtime.'],
    ['impact-no-number', 'impact', 'Customers saw errors.'],
    ['impact-no-number', 'impact', 'No one could pay, and the shop was not available.'],
    ['factors-single', 'factors', 'The limit was reached.'],
    ['resolution-only-cause', 'resolution', 'The limit was reached because the fleet was too large.'],
    ['resolution-only-cause', 'resolution', 'Root cause: a misconfigured load balancer.'],
    ['resolution-only-cause', 'resolution', 'We found the cause: a deploy that was too large.'],
    ['resolution-only-cause', 'resolution', 'It was caused by a bug in the pool.'],
    ['never-again', 'measures', 'This will never happen again.'],
    ['never-again', 'lessons', 'We guarantee that it will not happen again.'],
    ['never-again', 'summary', 'It won’t happen again.'],
    ['never-again', 'summary', 'We are making sure that this can never happen.'],
    ['measures-only-repair', 'measures', '- Restart the workers\n- Roll back the deploy'],
    ['left-over-mark', 'impact', 'TBD'],
    ['left-over-mark', 'factors', '- FIXME'],
    ['left-over-time', 'impact', 'Down on YYYY-MM-DD for an hour.'],
    ['left-over-time', 'summary', 'At XX:XX it began.'],
    ['left-over-placeholder', 'summary', '[insert summary here]'],
    ['left-over-placeholder', 'summary', 'Service {{ name }} was down.'],
    ['left-over-placeholder', 'summary', 'Service <service name> was down.'],
  ])('%s in %s: %s', (id, section, text) => {
    expect(idsIn(section, text)).toContain(id);
  });

  test('a promise of the title of a measure counts as well', () => {
    const measures = [{ title: 'Fix the pool' }, { title: 'Restart it' }];
    const all = (titles: typeof measures) =>
      find(bodyWith('measures', []), { measures: titles }).map((one) => one.rule);
    expect(all(measures)).toContain('measures-only-repair');
    expect(all([...measures, { title: 'Test the limit before every deploy' }])).not.toContain('measures-only-repair');
    expect(all([{ title: '' }])).not.toContain('measures-only-repair');
  });
});

describe('private things', () => {
  const key = (start: string, length: number) => start + 'aB3dE5gH7jK9mN1pQ4'.repeat(20).slice(0, length);
  const secrets = [
    key('ghp_', 36),
    key('gho_', 36),
    key('ghu_', 36),
    key('ghs_', 36),
    key('ghr_', 36),
    key('github_pat_', 82),
    'AKIAIOSFODNN7QWERTYU',
    'ASIAIOSFODNN7QWERTYU',
    key('xoxb-12345-', 24),
    key('xoxp-12345-', 24),
    key('sk_live_', 24),
    key('AIza', 35),
    key('glpat-', 20),
    key('npm_', 36),
    `${key('eyJ', 20)}.${key('eyJ', 30)}.${key('', 43)}`,
    ...['RSA ', 'OPENSSH ', ''].map((kind) => `-----BEGIN ${kind}PRIVATE KEY-----\n${key('', 64)}`),
    'postgres://shop:hunter22@db.acme.io/shop',
  ];

  test.each(secrets)('%s', (secret) => {
    for (const text of [
      secret,
      `see \`the ${secret}\``,
      `\`\`\`\n${secret}\n\`\`\``,
      `> ${secret}`,
      `<!-- ${secret} -->`,
    ]) {
      const found = find(bodyWith('factors', [text])).filter((one) => one.rule === 'private-token');
      expect(found).toHaveLength(1);
      expect(JSON.stringify(found)).not.toContain(secret);
    }
    expect(idsIn('factors', secret, false)).not.toContain('private-token');
  });

  test.each([
    'The prefix ghp_ tells a token of GitHub.',
    'Set `ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`.',
    'glpat-****************5h7k',
    'It begins with `-----BEGIN RSA PRIVATE KEY-----`.',
    'https://example.com:8080/a@b',
    'git@github.com:acme/shop.git',
    'ann@users.noreply.github.com, noreply@acme.io, a@example.com, b@mail.example.org and support@acme.io',
    'actions/checkout@v4.1, icon@2x.png and ssh deploy@db-1.internal',
    '10.0.0.1, 127.0.0.1, 192.168.1.1, 172.16.0.1, 203.0.113.7, v1.22.333.4 and 8.8.8.8',
  ])('nothing private: %s', (text) => {
    expect(idsIn('artifacts', text)).toEqual([]);
  });

  test('addresses are told by their line, and not again', () => {
    const found = find(
      bodyWith('impact', ['About 20 people.', '', 'Mary (mary.miller@acme.io) from 185.199.110.153']),
      {
        required: [],
      },
    );
    expect(found).toMatchObject([
      { rule: 'private-email', section: 'impact', line: 7, column: 7 },
      { rule: 'private-address', section: 'impact', line: 7, column: 33 },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/mary|185/i);
  });
});
