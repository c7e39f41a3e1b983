import { describe, expect, test } from 'vitest';
import { rules } from '../../../src/postmortem/checks/rules.ts';
import { sectionOf } from '../../../src/postmortem/document/sections.ts';
import { findExample } from './looked.ts';

describe.each(rules)('$id', (rule) => {
  test('finds its example, and says what and the remedy', () => {
    const [found, ...more] = findExample(rule, rule.fires);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ level: rule.level, section: rule.section, isElsewhere: false });
    expect(found?.text).toMatch(
      /^(?:has|is|says|gives|does not|still has|ends|names|holds|mends|judges|"[^"]+" [a-z]).*[.?]"?$/s,
    );
    if (!rule.id.startsWith('no-')) expect(found?.text).toContain(rule.remedy);
  });

  test('leaves its other example alone', () => {
    expect(findExample(rule, rule.quiet)).toEqual([]);
  });

  test('says why it matters, and who says so', () => {
    expect(rule.why).toMatch(/[.]$/);
    expect(rule.source).toMatch(/\S/);
    expect(rule.remedy).toMatch(/[.?]"?$/);
  });
});

test('every rule has a name of its own', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
});

test('what they say', () => {
  const said = rules.map((rule) => {
    const text = findExample(rule, rule.fires)[0]?.text ?? '';
    return `${rule.id} (${rule.level}) ${sectionOf(rule.section).heading}${text.startsWith('"') ? ':' : ''} ${text}`;
  });
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "timeline-no-discovery (error) Timeline does not say when it was noticed. Comment \`/timeline 14:02 discovered:\`, with the time and how you came to know.
    timeline-no-over (error) Timeline has no end. When it is over, comment \`/over\` and what told you so.
    timeline-over-first (error) Timeline ends before it was noticed. Edit the comment of the entry whose time is wrong.
    no-summary (error) Summary is empty. One or two sentences that a customer would understand are enough.
    no-apology (error) Apology is empty. Say who was hurt and how: "We are sorry that people could not pay."
    no-impact (error) Impact is empty. No number at hand? Say so, and why.
    no-factors (error) Contributing factors is empty. Write one line for each thing that helped it along; how did it come to be?
    no-resolution (error) Resolution is empty. What did you do that ended it?
    no-measures (error) Preventative measures has none. Comment \`/measure\` and what would make this less likely, or say in one sentence why there is none.
    no-lessons (error) Lessons is empty.
    no-detection (error) Detection is empty.
    no-communications (error) Communications is empty.
    no-artifacts (error) Artifacts is empty.
    measures-undecided (error) Preventative measures has one measure to be decided: [Alert on replica lag](https://github.com/acme/shop/issues/216) waits for a yes or no. On its own issue, comment \`/accept\` with who takes it on, or \`/decline\` and why.
    measures-by-hand (error) Preventative measures has one item by hand, and nobody follows it. Comment \`/measure\` with such items on the lines below it, and strike out (\`~~\`) what is not worth doing.
    private-token (warning) Artifacts has what looks like a secret. Make it invalid first, then take it out: GitHub keeps old versions of the page.
    private-email (warning) Artifacts has an e-mail address. If it is not meant for everybody, take it out, and delete the old version under "edited": GitHub keeps them.
    private-address (hint) Artifacts has an IP address. If it is not meant for everybody, take it out, and delete the old version under "edited": GitHub keeps them.
    left-over-mark (warning) Summary still has \`TODO\`. Fill it in, or say that it is not known.
    left-over-time (warning) Impact still has \`HH:mm\`. Fill it in, or say that it is not known.
    left-over-placeholder (warning) Summary still has \`<name of the service>\`. Fill it in, or say that it is not known.
    left-over-prompt (warning) Impact still has its question, "How do people notice it, how many, since when? A rough numbe…". Take the question out.
    timeline-after-over (warning) Timeline has an entry at 15:45 after it was over at 15:30. Was it over then? Edit the comment of the one that is wrong.
    timeline-order (warning) Timeline says mitigated at 13:50, before discovered at 14:02. Edit the comment whose time is wrong.
    timeline-twice (warning) Timeline says discovered more than once, at 14:02 and 14:10. Keep the one that counts, and edit the other into a plain entry.
    timeline-silence (hint) Timeline has nothing from 14:02 to 16:10, 2 h 8 min of it. How did it look in between, and what was tried?
    timeline-zone-twin (warning) Timeline has the same entry at 12:05 and at 14:05. Is it one moment in two time zones? Delete or edit one of the comments.
    timeline-no-comms (hint) Timeline does not say when those it hurt were told. If they were, comment \`/timeline 14:20 comms:\` and how.
    timeline-found-by-people (hint) Timeline says that people noticed first. How could an alert have told you? If one could, comment \`/measure\` and which.
    timeline-approximate-end (hint) Timeline gives discovered as about 14:02. If a chat or a log knows better, edit the comment.
    apology-hollow (warning) Apology: "apologise for any" sounds like a form. Say who was hurt and how: "We are sorry that people could not pay."
    apology-nobody (hint) Apology says sorry to nobody in particular. Say who was hurt and how: "We are sorry that people could not pay."
    impact-no-number (hint) Impact has no number. How many, for how long? A rough number will do; or say why there is none.
    factors-single (hint) Contributing factors holds one factor. Did it have help? How did it come to be, and how could it go unseen? One line for each.
    resolution-only-cause (hint) Resolution names only the cause. What did you do that ended it?
    never-again (warning) Preventative measures: "ensure this never happens again" is more than anybody can promise. What makes it less likely, or shows it sooner?
    measures-only-repair (hint) Preventative measures mends only what broke this time. How could this kind of problem become less likely, or be noticed sooner? Comment \`/measure\` and the idea.
    blameless-human-error (hint) Contributing factors: "human error" ends the search where it begins. How did it look like the right thing to do, and what let it through?
    blameless-should-have (hint) Contributing factors: "should have noticed" is hindsight. What could be seen at that moment?
    blameless-could-have (hint) Contributing factors: "would have been avoided" tells of what did not happen. How did it seem at that moment, and how could the better way become the easier one?
    blameless-failed-to (hint) Contributing factors: "failed to test" says what was not done. What was done instead, and how did that make sense then?
    blameless-forgot (hint) Contributing factors: "forgot to renew" is what everybody does. How could the step have been remembered by something else than a person?
    blameless-mistake (hint) Contributing factors says whose mistake it was. How did it look at that moment, and what would have shown it?
    blameless-person (hint) Contributing factors names a person as the cause. How was it possible, and what made it look right?
    blameless-name (hint) Contributing factors names a person where causes are told. Write the role, or what the system did. How did it look right at that moment?
    blameless-careless (hint) Contributing factors: "careless" judges a person. What were they busy with, and what did they know?
    blameless-obvious (hint) Contributing factors: "obviously" is so only afterwards. How did it look before?
    blameless-simply (hint) Contributing factors: "simply had to read" makes it sound easy. What made it hard at that moment?
    blameless-be-careful (hint) Lessons: "be more careful" asks people to be better than people are. How could the system make it hard to get wrong?"
  `);
});
