import { describe, expect, test } from 'vitest';
import { bodyWith, find } from './looked.ts';

/** What the rules about language make of a sentence among the factors. */
function idsOf(sentence: string): string[] {
  return find(bodyWith('factors', [sentence]), { required: [] })
    .filter((one) => one.rule.startsWith('blameless-'))
    .map((one) => one.rule.replace('blameless-', ''));
}

describe('what is nobody’s fault is left alone', () => {
  test.each([
    'The job failed to start because the disk was full.',
    'The pods failed to load the new configuration file.',
    'Restarting the unit always failed to bind to its port.',
    'The alert should have fired after two minutes, and the cache should have expired.',
    'Users should not have been able to see it.',
    'We should have our nodes back within the hour.',
    'The token could have been used by anybody.',
    'The rows should have a lifetime, and they should have TTLs.',
    'It was not obvious that the connection was down.',
    'There was no obvious cause, and nothing obviously wrong in the logs.',
    'We simply restarted it and just needed to wait.',
    'The fields are loaded by lazy lookups, lazily.',
    'The page "I forgot my password" did not load.',
    'The forgot-password page did not load.',
    'We can all learn from our mistakes.',
    'The script deleted the table, and the operator pattern of Kubernetes made it again.',
    'Bob restored the table from the backup, and @ann told the customers.',
    'The error rate of the service of the team was high.',
    'The engineer saw errors of the database and restarted it.',
    'Git blame shows that the line is ten years old.',
    'The deploy was rolled back by the on-call engineer.',
    'The team deleted the pods one by one.',
    'This was caused by a mistake in the configuration.',
    'Customers failed to log in.',
    'The client should have retried.',
    'The reviewers approved it, since all tests were green.',
    'A test would have shown it.',
    'The manager process failed to fork, and the package manager failed to resolve.',
    'Mark Down and Will Power are no engineers.',
    'An alert would have told us ten minutes sooner.',
    'The rollout could have been faster.',
  ])('%s', (sentence) => {
    expect(idsOf(sentence)).toEqual([]);
  });

  test.each([
    ['code', '`the engineer should have noticed`'],
    ['a fence', '```\nthe engineer should have noticed\n```'],
    ['indented code', '    the engineer should have noticed'],
    ['a quote', '> the engineer should have noticed'],
    ['quotation marks', 'Somebody wrote "the engineer should have noticed" on the forum.'],
    ['curly quotation marks', 'Somebody wrote “the engineer should have noticed” on the forum.'],
    ['a link', '[the engineer should have noticed](https://example.com)'],
    ['an address', '<https://example.com/the-engineer-should-have-noticed>'],
    ['an image', '![the engineer should have noticed](https://example.com/x.png)'],
    ['HTML', '<div title="x">the engineer should have noticed</div>'],
    ['a hidden comment', '<!-- the engineer should have noticed -->'],
    ['a heading', '### The engineer should have noticed'],
    ['struck out', '~~the engineer should have noticed~~'],
  ])('nor is %s prose', (_, text) => {
    expect(idsOf(text)).toEqual([]);
  });
});

describe('what looks for a culprit gets a hint', () => {
  test.each([
    ['human-error', 'The root cause was human error.'],
    ['human-error', 'An operator error took the cluster down.'],
    ['human-error', 'It was caused by an engineer mistake.'],
    ['human-error', 'This happened due to user error.'],
    ['should-have', 'The on-call engineer should have noticed the alert.'],
    ['should-have', 'We really should have tested this.'],
    ['should-have', 'They should’ve known better.'],
    ['should-have', 'The developer shouldn’t have merged it on a Friday.'],
    ['should-have', 'This should have been caught in review.'],
    ['should-have', '@bob should never have run the script.'],
    ['should-have', 'You ought to have asked.'],
    ['should-have', 'The **engineer** should *have* checked.'],
    ['could-have', 'We could have avoided this.'],
    ['could-have', 'The outage could have been prevented.'],
    ['could-have', 'It would have been avoided if the runbook had been read.'],
    ['could-have', 'It would not have happened if somebody had looked.'],
    ['could-have', 'If only somebody had looked.'],
    ['failed-to', 'The team failed to test the migration.'],
    ['failed-to', 'We failed to communicate.'],
    ['failed-to', 'He neglected to update the runbook.'],
    ['failed-to', 'The failure to follow the runbook made it worse.'],
    ['failed-to', 'Bob failed to check the backup.'],
    ['forgot', '@bob forgot to renew the certificate.'],
    ['forgot', 'We forgot about the second region.'],
    ['forgot', 'The second region was forgotten.'],
    ['mistake', 'The on-call engineer made a mistake.'],
    ['mistake', 'It was a mistake by the database team.'],
    ['mistake', 'That was Bob’s fault.'],
    ['mistake', 'The vendor is to blame.'],
    ['mistake', 'The developer made an honest mistake.'],
    ['person', 'A junior engineer accidentally deleted the cluster.'],
    ['person', 'The outage was caused by @bob.'],
    ['person', 'The contractor misconfigured the firewall.'],
    ['person', 'Bob broke the build.'],
    ['person', 'Who broke the build?'],
    ['person', 'The new developer ignored the warning.'],
    ['name', 'Bob deleted the production database.'],
    ['name', 'Alice Miller pushed the change.'],
    ['name', '@bob deployed the wrong version.'],
    ['careless', 'The change was made carelessly.'],
    ['careless', 'Nobody bothered to read the warning.'],
    ['careless', 'They did not pay attention to the graph.'],
    ['careless', 'The review was sloppy.'],
    ['careless', 'The author was lazy.'],
    ['careless', 'She didn’t bother to ask.'],
    ['obvious', 'Obviously the configuration was wrong.'],
    ['obvious', 'In hindsight it was obvious.'],
    ['obvious', 'It is common sense to test a backup.'],
    ['obvious', 'This was an obvious mistake.'],
    ['simply', 'They simply had to read the runbook.'],
    ['simply', 'The engineer just needed to look at the graph.'],
    ['simply', 'All he had to do was ask.'],
    ['be-careful', 'We will be more careful next time.'],
    ['be-careful', 'Engineers should be careful with it.'],
    ['be-careful', 'Engineers must pay more attention.'],
    ['be-careful', 'Remind everyone to read the runbook.'],
  ])('%s: %s', (id, sentence) => {
    expect(idsOf(sentence)).toContain(id);
  });

  test('a name is never said again', () => {
    const said = find(bodyWith('factors', ['Bob deleted it. Bob broke it. It was Bob’s fault, @bob made a mistake.']));
    expect(said.filter((one) => one.rule.startsWith('blameless-')).length).toBeGreaterThan(2);
    expect(said.map((one) => one.text).join()).not.toMatch(/bob/i);
  });

  test('a name in a timeline or a resolution is one of those who helped', () => {
    const deed = ['Bob deleted the bad rows.'];
    expect(find(bodyWith('resolution', deed), { required: [] })).toEqual([]);
    expect(find(bodyWith('factors', deed), { required: [] }).map((one) => one.rule)).toContain('blameless-name');
  });

  test('one sentence is asked about once by a rule, and the same words by one rule', () => {
    expect(idsOf('We should have tested it, we should have asked, we should have known.')).toEqual(['should-have']);
    expect(idsOf('The engineer made an obvious mistake.')).toEqual(['mistake']);
  });
});
