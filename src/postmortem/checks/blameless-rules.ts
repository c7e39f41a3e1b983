/**
 * Language that looks for a culprit, or judges from hindsight. They are hints, and never more unless a repository wants it: each asks a *how* question
 * or offers other words. What machines did is left alone, also where the words are the same.
 */
import { acting, adverb, deed, harm, have, human, participle } from './deeds.ts';
import { anybody, named, person, role } from './people.ts';
import { behind, type PhraseRule, phraseRule } from './phrases.ts';
import type { Rule } from './rule.ts';

const allspaw = 'John Allspaw, Blameless PostMortems and a Just Culture (Etsy, 2012)';
const primeDirective = 'Norman Kerth, The Prime Directive (2001), which the 18F guide asks for';
const dekker = 'Sidney Dekker, The Field Guide to Understanding Human Error (2006)';
const debriefing = 'Etsy, Debriefing Facilitation Guide (2016)';
const cook = 'Richard Cook, How Complex Systems Fail (1998)';
const milstein = 'Dan Milstein, How to Run a Postmortem with Humans, Not Robots (2013)';
const sreBook = 'Google, Site Reliability Engineering (2016), chapter 15';

const rows: readonly PhraseRule[] = [
  {
    id: 'blameless-human-error',
    level: 'hint',
    section: 'factors',
    why: 'Human error is where the questions begin, not an answer: the same slip will meet the next person too.',
    source: dekker,
    fires: ['The outage was caused by human error.'],
    quiet: ['The `HumanError` class was renamed, and "human error" is a label we no longer use.'],
    pattern: new RegExp(
      '\\b(?:human|operator|engineer|developer|administrator|admin|employee|personnel|pilot|technician)(?:[- ](?:error|mistake|failure)s?)\\b|' +
        '(?<=\\b(?:due to|caused by|because of|was|were|through) (?:an? )?)(?:user|manual|people) (?:error|mistake)s?\\b|\\b(?:user|manual) error(?= was (?:made|the))',
      'gi',
    ),
    is: 'ends the search where it begins.',
    remedy: 'How did it look like the right thing to do, and what let it through?',
  },
  {
    id: 'blameless-should-have',
    level: 'hint',
    section: 'factors',
    why: 'What people should have done is a story of an event that did not happen; it says nothing of the one that did.',
    source: debriefing,
    fires: ['The on-call engineer should have noticed the alert.'],
    quiet: ['The alert should have fired after two minutes.'],
    pattern: new RegExp(
      `${behind(`(?:${anybody}|\\b[Tt]hey\\b)(?: ${adverb}){0,2}`, 'should|ought')}(?:should(?:n['’]t)?|ought to)(?: ${adverb})?${have}(?: ${adverb})? ${participle}(?: ${human})?\\b|` +
        `\\b(?:should(?:n['’]t)?|ought to)(?: ${adverb})?${have} been (?:${adverb} )?${human}\\b|\\bshould have known\\b`,
      'g',
    ),
    is: 'is hindsight.',
    remedy: 'What could be seen at that moment?',
  },
  {
    id: 'blameless-could-have',
    level: 'hint',
    section: 'factors',
    why: 'Counterfactuals judge a decision by an outcome that nobody knew when it was made.',
    source: allspaw,
    fires: ['It would have been avoided if somebody had read the runbook.'],
    quiet: ['The token could have been read by anybody who opened the log.'],
    pattern: new RegExp(
      `${behind(`${anybody}(?: ${adverb})?`, 'could|might')}(?:could|might)(?: ${adverb})?${have}(?: ${adverb})? ${participle}(?: ${human})?\\b|` +
        `\\b(?:could|might|would)(?:(?:n['’]t)?| ${adverb})${have} been (?:${adverb} )?(?:avoided|prevented|averted|noticed|caught|spotted|foreseen|anticipated)\\b|` +
        `\\b(?:could|would|might)${have} saved us\\b|` +
        `\\bwould(?:n['’]t)?(?: ${adverb})?${have} (?:happened|occurred)(?= (?:if|had)\\b)|\\b[Ii]f only\\b`,
      'g',
    ),
    is: 'tells of what did not happen.',
    remedy: 'How did it seem at that moment, and how could the better way become the easier one?',
  },
  {
    id: 'blameless-failed-to',
    level: 'hint',
    section: 'factors',
    why: 'It names what somebody did not do and leaves out what they did, which made sense to them.',
    source: dekker,
    fires: ['The team failed to test the migration.'],
    quiet: ['The job failed to start because the disk was full.'],
    pattern: new RegExp(
      `${behind(`${anybody}(?: (?:had|have|has|also|repeatedly|simply|completely|again|then)){0,2}`, 'failed|omitted')}(?:failed|omitted) to [a-z]{2,20}|\\bneglect(?:ed|ing|s) to [a-z]{2,20}|` +
        `\\b(?:failed|failure|failing) to (?:notice|reali[sz]e|anticipate|foresee|appreciate|understand|consider|communicate|escalate|double-check|pay attention|follow (?:the|our))\\b|` +
        `\\b(?:his|her|my|our|(?:the |our )?${role}['’]s) failure to [a-z]{2,20}`,
      'g',
    ),
    is: 'says what was not done.',
    remedy: 'What was done instead, and how did that make sense then?',
  },
  {
    id: 'blameless-forgot',
    level: 'hint',
    section: 'factors',
    why: 'Everybody forgets. What matters is that nothing reminded them.',
    source: milstein,
    fires: ['Somebody forgot to renew the certificate.'],
    quiet: ['The link "I forgot my password" was broken.'],
    pattern:
      /\b[Ff]orgot\b(?! (?:my |your |the |their )?passwords?)(?!-)(?: to [a-z]{2,20})?|\b(?:was|were|been|had) forgotten\b/g,
    is: 'is what everybody does.',
    remedy: 'How could the step have been remembered by something else than a person?',
  },
  {
    id: 'blameless-mistake',
    level: 'hint',
    section: 'factors',
    why: 'A mistake is known as one only afterwards; people do what seems right with what they know.',
    source: primeDirective,
    fires: ['A developer made a mistake in the query.'],
    quiet: ['We hope that others can learn from our mistakes.'],
    pattern: new RegExp(
      `${behind(`${anybody}(?: (?:had|have|has|also|clearly))?`, 'ma[dk]e')}(?:made|makes|make) (?:an?|the|this|that|his|her|their|our|some|several) (?:[a-z]{2,20} )?(?:mistakes?|errors?)\\b|` +
        `\\b(?:mistake|error|fault) (?:by|of|on the part of) (?:${named}|(?:the|an?|our|one) (?:[\\w-]{2,20} ){0,2}${role}\\b)|` +
        `\\b(?:${named}|(?:the|an?|our) (?:[\\w-]{2,20} ){0,2}${role})['’]s? (?:mistake|error|fault|carelessness|negligence)\\b|` +
        `\\b(?:his|her|my|whose|nobody['’]s|their) fault\\b|(?<!git )\\b(?:is|are|was|were) to blame\\b|${behind(`${anybody} (?:is|are|was|were)`, 'at fault')}at fault\\b`,
      'g',
    ),
    is: 'says whose mistake it was.',
    isUnsaid: true,
    remedy: 'How did it look at that moment, and what would have shown it?',
  },
  {
    id: 'blameless-person',
    level: 'hint',
    section: 'factors',
    why: 'Remove the person, and the trap is still there. Those who fear to be named stop telling.',
    source: sreBook,
    fires: ['A new developer accidentally deleted the cluster.'],
    quiet: ['The cleanup job deleted the cluster.'],
    pattern: new RegExp(
      `${person}${acting} ${harm}\\b|\\b(?:[Cc]aused by|[Bb]ecause of|[Dd]ue to|[Tt]hanks to) ${named}(?!['’/])|\\b[Ww]ho (?:broke|caused|did) (?:it|this|the)\\b`,
      'g',
    ),
    is: 'names a person as the cause.',
    isUnsaid: true,
    remedy: 'How was it possible, and what made it look right?',
  },
  {
    id: 'blameless-name',
    level: 'hint',
    section: 'factors',
    why: 'A name among the causes reads as a verdict, whatever was meant. Names belong to what was done about it.',
    source: sreBook,
    fires: ['Bob deleted the production table.'],
    quiet: ['A script deleted the production table, and Bob restored it.'],
    pattern: new RegExp(`${named}${acting} ${deed}\\b`, 'g'),
    tellsCauses: true,
    is: 'names a person where causes are told.',
    isUnsaid: true,
    remedy: 'Write the role, or what the system did. How did it look right at that moment?',
  },
  {
    id: 'blameless-careless',
    level: 'hint',
    section: 'factors',
    why: 'Everyone did the best they could with what they knew at the time.',
    source: primeDirective,
    fires: ['The rollout was careless.'],
    quiet: ['The fields are loaded by a lazy lookup.'],
    pattern: new RegExp(
      '\\b(?:careless(?:ly|ness)?|negligen(?:t|tly|ce)|sloppy|sloppiness|laziness|reckless(?:ly|ness)?|incompeten(?:t|tly|ce)|irresponsibl[ey]|thoughtless(?:ly|ness)?|' +
        'stupidity|idiot(?:s|ic)?|clueless|complacen(?:t|cy)|inattenti(?:ve|on|veness)|unprofessional(?:ly)?)\\b|' +
        '\\b(?:was|were|being|be|got|too|so|really) (?:lazy|stupid|dumb|foolish)\\b|' +
        "\\b(?:did(?: not|n['’]t)|does(?: not|n['’]t)|no ?one|nobody|never|could(?: not|n['’]t) be|who) (?:even |really )?bother(?:ed|s)?\\b|" +
        "\\b(?:did(?: not|n['’]t)|was(?: not|n['’]t)|were(?: not|n['’]t)|not) (?:pay|paying|paid) (?:any |enough |close |much )?attention\\b|\\bdid(?: not|n['’]t) care\\b",
      'gi',
    ),
    is: 'judges a person.',
    remedy: 'What were they busy with, and what did they know?',
  },
  {
    id: 'blameless-obvious',
    level: 'hint',
    section: 'factors',
    why: 'Nothing is obvious until it has happened; hindsight makes it so.',
    source: cook,
    fires: ['The configuration was obviously wrong.'],
    quiet: ['It was not obvious that the connection was down.'],
    pattern: new RegExp(
      "(?<!\\b(?:not|no|n['’]t|nothing|never|without|less|anything|nor|very) (?:[a-z]{1,12} ){0,3})(?:\\bobviously\\b|\\bobvious (?:mistake|error|oversight|thing|step|answer|solution|in hindsight|in retrospect)\\b|" +
        '\\b(?:in|with) (?:hindsight|retrospect),? (?:it|this|that|the [a-z]{2,20}) (?:is|was|seems|seemed|looks) (?:[a-z]{2,12} )?(?:obvious|clear)\\b|\\bcommon sense\\b|\\bneedless to say\\b|' +
        '\\b(?:it|this|that|which) (?:should (?:have )?be(?:en)?|was|is) (?:quite |pretty |really |so |perfectly )?obvious\\b)',
      'gi',
    ),
    is: 'is so only afterwards.',
    remedy: 'How did it look before?',
  },
  {
    id: 'blameless-simply',
    level: 'hint',
    section: 'factors',
    why: 'What looks simple in a text was one of many things to do at that moment.',
    source: cook,
    fires: ['They simply had to read the runbook.'],
    quiet: ['We simply restarted the service, and just needed to wait.'],
    pattern: new RegExp(
      `${behind(`(?:\\b(?:[Hh]e|[Ss]he|[Tt]hey|[Yy]ou|[Ss]omeone|[Ss]omebody|[Aa]nyone|[Ee]veryone|${role})\\b|${named})`, 'simply|just|only|merely')}(?:simply|just|only|merely) (?:had|needed) to [a-z]{2,20}|` +
        `\\b[Aa]ll (?:that )?${anybody} (?:had|needed) to do\\b|\\b[Aa]ll (?:they|it) (?:had|needed|took) (?:to do )?was to\\b`,
      'g',
    ),
    is: 'makes it sound easy.',
    remedy: 'What made it hard at that moment?',
  },
  {
    id: 'blameless-be-careful',
    level: 'hint',
    section: 'lessons',
    why: 'Nobody can be more careful for long: plan for people as they are, not for robots.',
    source: milstein,
    fires: ['We will be more careful with migrations.'],
    quiet: ['The tool asks twice before it drops a table.'],
    pattern: new RegExp(
      '\\b(?:must|should|need to|needs to|have to) be careful\\b|' +
        '\\b(?:be|being|been) (?:more|extra|very) (?:careful|diligent|vigilant|disciplined|attentive|mindful|cautious)\\b|\\bpay(?:ing)? (?:more|closer|better|extra|special) attention\\b|' +
        `\\btry harder\\b|\\b(?:[Rr]emind|[Rr]etrain|[Rr]etraining|[Rr]eminding) (?:the |our |all )?(?:everyone|everybody|people|staff|${role})\\b|\\b(?:must|should|to|will) (?:always )?remember to [a-z]{2,20}`,
      'g',
    ),
    is: 'asks people to be better than people are.',
    remedy: 'How could the system make it hard to get wrong?',
  },
];

export const blamelessRules: readonly Rule[] = rows.map(phraseRule);
