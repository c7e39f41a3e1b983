/** What the sections say, beyond being written: the apology, the impact, the factors, the resolution, the measures. Each asks once. */
import type { SectionId } from '../document/sections.ts';
import { anyOf, phraseRule } from './phrases.ts';
import { type Block, blank, type Prose } from './prose.ts';
import type { Rule } from './rule.ts';

const guide = 'the 18F guide, Incident Reports';
const imbriaco = "Mark Imbriaco's formula for a great post-mortem report, which the 18F guide follows";
const several = 'the 18F guide: often a series of unfortunate events that collectively led to the incident';

/** Those who may have been hurt. */
const people =
  /\b(?:customers?|clients?|users?|people|persons?|everyone|everybody|anyone|anybody|all of you|you|your|those|who|whom|teams?|members?|visitors?|readers?|subscribers?|developers?|maintainers?|contributors?|communit(?:y|ies)|students?|teachers?|patients?|citizens?|applicants?|residents?|public|guests?|players?|partners?|merchants?|sellers?|buyers?|shoppers?|operators?|employees?|colleagues?|families|neighbou?rs|researchers?|instructors?|tenants?|agenc(?:y|ies)|businesses|companies|organi[sz]ations?|group|validators?|stakers?|holders?|drivers?|passengers?|travell?ers?)\b/i;
const sorry = /\b(?:sorry|apologi[sz]\w{1,4}|apolog(?:y|ies)|regret\w{0,4})\b/i;
/** All and nobody are no numbers: of how many, and for how long? */
const quantity =
  /\p{N}|\b(?:zero|(?<!no )one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?|millions?|dozens?|half|third|quarter|both|single|twice|once|minority|majority|percent)\b/iu;
const whyNot =
  /\b(?:unknown|unclear|unsure|uncertain|(?:not|nobody|no one) (?:yet )?(?:known|knows|clear|measured|recorded|counted|logged|sure)|no (?:numbers?|figures?|logs|metrics)|do(?:es)?(?: not|n['’]t) (?:know|measure|record|count|log|have)|did(?: not|n['’]t) (?:know|measure|record|count|log|keep|have)|(?:can|could)(?: ?not|n['’]t) (?:be )?(?:tell|told|say|said|know|count|counted|measure|measured|determine|determined|quantify|quantified|estimate|estimated)|hard to (?:tell|say|measure|quantify|count)|estimat\w{1,4})\b/i;
const cause =
  /\b(?:caus(?:e|es|ed|ing)|because|due to|root cause|reason|culprit|bug|triggered|stemmed|resulted from|led to|problem was|issue was)\b/i;
/** What is not said can be missed only in a language that these rules know. */
const english = /\b(?:the|an?|of|to|in|on|for|with|was|were|is|are|and|we)\b/i;
/** Verbs of doing and of ending. */
const doing = anyOf(
  [
    /\b(?:we|I|they|he|she|team|engineers?|developers?|vendor|provider|support) (?:then |also |had |have |[a-z]{2,12}ly ){0,2}(?!found|saw|see|noticed|discovered|identified|learned|realised|realized|know|knew|think|believe|suspect)[a-z]{2,20}(?:ed|t|n|ck|ew|ade|an|ook|ent)\b/,
    /\b(?:roll(?:ed|ing)?|turn(?:ed)?|switch(?:ed)?|scal(?:ed|ing)|chang(?:ed)?|went|came|brought|fail(?:ed|ing)|put|took|shut|set) (?:it |them )?(?:back|over|off|on|up|down|out)\b/,
    /\b(?:re-?(?:started|starting|booted|stored|storing|placed|deployed|deploying|built|created|issued|indexed|ran|run|synced|enabled|set|sumed|turned|covered)|restart|reboot|revert\w{0,3}|roll ?back|work ?around|hot-?fix|fix(?:ed|es|ing)?|patch(?:ed|ing)?|scaled|increas(?:ed|ing)|decreas(?:ed|ing)|raised|lowered|reduced|added|adding|remov(?:ed|ing)|delet(?:ed|ing)|disabl(?:ed|ing)|enabl(?:ed|ing)|merged|released|upgrad(?:ed|ing)|downgrad(?:ed|ing)|updat(?:ed|ing)|moved|migrated|clear(?:ed|ing)|purg(?:ed|ing)|drained|(?:un)?block(?:ed|ing)|rotat(?:ed|ing)|renew(?:ed|ing)|appl(?:ied|ying)|corrected|stopp(?:ed|ing)|kill(?:ed|ing)|recovery|resol(?:ved|ving|ution)|mitigat(?:ed|ing|ion)|ended|refund(?:ed|ing)?|install(?:ed|ing)|provisioned|closed|normal|adjust(?:ed|ing)|modif(?:ied|ying)|pinned|paused|expand(?:ed|ing)|resized|freed|clean(?:ed|ing)|repair(?:ed|ing)|swapped|terminat(?:ed|ing)|evicted|implemented|introduced|switched)\b/,
  ],
  'i',
);
/** A title that only puts this one thing back. */
const repair =
  /^(?:please )?(?:fix|repair|restart|reboot|restore|roll ?back|revert|rotate|patch|hot-?fix|redeploy|re-?run|recover|clean ?up|refund|apologi[sz]e|renew|undo|unblock|resync|replay|re-?index|re-?send|reset|kill|correct)\w*\b/i;
/** What a title says that reaches further than this one case. */
const reaching =
  /\b(?:alert|alarm|monitor|page us|test|check|prevent|detect|automat|guard|limit|refuse|reject|validat|lint|review|document|runbook|process|polic|template|every|all|any|always|never|before|when|whenever|so that|ensure|make sure|warn|train|backup|redundan|canary|staging|quota|timeout|retr[iy]|fail-?safe|fail ?over|cap|audit|similar|other|each|regular|schedul|rehears|drill)\w*/i;
const together =
  /\b(?:and|both|also|second(?:ly)?|combin\w{1,6}|together|another|several|multiple|in addition|additionally|moreover|meanwhile|while|as well|too|plus|then|helped|contributed)\b/i;

export const contentRules: readonly Rule[] = [
  phraseRule({
    id: 'apology-hollow',
    level: 'warning',
    section: 'apology',
    why: 'An apology that doubts whether anybody was hurt is none.',
    source: imbriaco,
    fires: ['We apologise for any inconvenience this may have caused.'],
    quiet: ['We are sorry that 1,140 people could not pay.'],
    pattern: anyOf(
      [
        /\b(?:any|the|this|possible|potential) inconveniences?\b/,
        /\binconveniences? (?:(?:this|it|that) )?(?:(?:may|might) have |has |have )?caused\b/,
        /\bif (?:you|your [a-z]{2,20}|any(?:one|body)|any (?:customers?|users?)) (?:were|was|have been|has been|are|is) (?:affected|impacted|inconvenienced|hurt)\b/,
        /\b(?:customers?|users?|you|people|some) (?:may|might) have (?:been (?:affected|impacted|inconvenienced)|experienced|noticed)\b/,
        /\bregret (?:any|the|that|this)\b/,
        /\b(?:sorry|apologi[sz]e) (?:for|about) any\b/,
      ],
      'gi',
    ),
    is: 'sounds like a form.',
    remedy: 'Say who was hurt and how: "We are sorry that people could not pay."',
  }),
  {
    id: 'apology-nobody',
    level: 'hint',
    section: 'apology',
    why: 'An apology is to somebody.',
    source: imbriaco,
    fires: ['We are sorry for the outage.'],
    quiet: ['We are sorry that customers could not pay.'],
    remedy: 'Say who was hurt and how: "We are sorry that people could not pay."',
    find(seen) {
      const blocks = seen.prose().blocks.filter((one) => one.section === 'apology' && one.kind !== 'heading');
      const first = blocks.find((one) => sorry.test(one.text));
      if (!first || blocks.some((one) => people.test(one.text)) || !isEnglish(blocks)) return [];
      return [{ text: `says sorry to nobody in particular. ${this.remedy}`, at: first.offsetOf(0) }];
    },
  },
  {
    id: 'impact-no-number',
    level: 'hint',
    section: 'impact',
    why: 'How bad it was decides how much to do about it; a rough number beats none.',
    source: 'Google, Site Reliability Engineering (2016), appendix D: impact in lost queries',
    fires: ['Customers could not pay by card.'],
    quiet: ['Customers could not pay; how many is not known, because the log is gone.'],
    remedy: 'How many, for how long? A rough number will do; or say why there is none.',
    find(seen) {
      const blocks = writtenUnder(seen.prose(), 'impact');
      if (!isEnglish(blocks) || blocks.some((one) => quantity.test(one.text) || whyNot.test(one.text))) return [];
      return [{ text: `has no number. ${this.remedy}`, at: blocks[0]?.offsetOf(0) ?? 0 }];
    },
  },
  {
    id: 'factors-single',
    level: 'hint',
    section: 'factors',
    why: 'If lucky there is a single root cause; often several things led to it together.',
    source: several,
    fires: ['- The connection limit was reached.'],
    quiet: ['- The connection limit was reached.', '- The limit was written down in no place that a deploy reads.'],
    remedy: 'Did it have help? How did it come to be, and how could it go unseen? One line for each.',
    find(seen) {
      const blocks = writtenUnder(seen.prose(), 'factors');
      const [only] = blocks;
      if (blocks.length !== 1 || !only || only.sentences.length > 2 || together.test(only.text)) return [];
      return [{ text: `holds one factor. ${this.remedy}`, at: only.offsetOf(0) }];
    },
  },
  {
    id: 'resolution-only-cause',
    level: 'hint',
    section: 'resolution',
    why: 'Reports detail the events and how they were resolved; next time somebody will want to do the same.',
    source: guide,
    fires: ['The cause was a bug in the connection pool.'],
    quiet: ['The cause was a bug in the connection pool. We went back to the version before.'],
    remedy: 'What did you do that ended it?',
    find(seen) {
      const blocks = writtenUnder(seen.prose(), 'resolution');
      const first = blocks.find((one) => cause.test(one.text));
      if (!first || blocks.some((one) => doing.test(one.text) || one.text.includes(blank))) return [];
      return [{ text: `names only the cause. ${this.remedy}`, at: first.offsetOf(0) }];
    },
  },
  phraseRule({
    id: 'never-again',
    level: 'warning',
    section: 'measures',
    why: 'The guide asks how the likelihood is reduced; that it never happens again nobody can promise, and readers know.',
    source: guide,
    fires: ['We will ensure this never happens again.'],
    quiet: ['This makes it less likely to happen again.', 'It never happened before.'],
    pattern: anyOf(
      [
        /\bnever (?:ever )?(?:happens?|occurs?|recurs?|see this|let this happen|be allowed to happen)(?: (?:ever )?again\b| any ?more\b)/,
        /\bnever be repeated\b|\bnever (?:ever )?again(?= (?:will|shall|can)\b)/,
        /\b(?:will not|won['’]t|shall not|can ?not|can['’]t) (?:ever )?(?:happen|occur|be repeated) (?:ever )?again\b/,
        /\b(?:ensur(?:e|es|ed|ing)|mak(?:e|es|ing) sure|guarantee[sd]?|promise) (?:that )?(?:this|it|they|(?:such|these|similar|those) [a-z ]{2,30}|(?:this|the same|a similar) [a-z]{2,20}) (?:(?:does|do|will|can)(?: not|n['’]t)|won['’]t|cannot|can['’]t|(?:will |can )?never) (?:ever )?(?:happens?|occurs?|recurs?|repeats?)(?: again)?\b/,
      ],
      'gi',
    ),
    is: 'is more than anybody can promise.',
    remedy: 'What makes it less likely, or shows it sooner?',
  }),
  {
    id: 'measures-only-repair',
    level: 'hint',
    section: 'measures',
    why: 'We want to avoid these types of problems in the future, not this one alone.',
    source: guide,
    fires: ['- Fix the connection pool', '- Restart the workers'],
    quiet: ['- Fix the connection pool', '- Refuse a deploy whose connections exceed the limit'],
    remedy: 'How could this kind of problem become less likely, or be noticed sooner? Comment `/measure` and the idea.',
    find(seen) {
      const items = seen.prose().blocks.filter((one) => one.section === 'measures' && one.kind !== 'heading');
      const isListed = items.length > 0 && items.every((one) => one.kind === 'item' && !one.text.includes(blank));
      const titles = seen.measures.length > 0 ? seen.measures : isListed ? items.map((one) => one.text) : [];
      if (titles.length === 0 || titles.some((one) => !repair.test(one.trim()) || reaching.test(one))) return [];
      const at = seen.measures.length > 0 ? undefined : items[0]?.offsetOf(0);
      return [{ text: `mends only what broke this time. ${this.remedy}`, ...(at === undefined ? {} : { at }) }];
    },
  },
];

/** What people wrote in a section, block by block. */
function writtenUnder({ blocks }: Prose, section: SectionId): readonly Block[] {
  return blocks.filter((one) => one.section === section && /[^\s□]/.test(one.text) && isSaid(one));
}

function isSaid({ kind }: Block): boolean {
  return kind !== 'head cell' && kind !== 'heading';
}

function isEnglish(blocks: readonly Block[]): boolean {
  return blocks.some((one) => english.test(one.text) || !/[^\p{ASCII}□]/u.test(one.text));
}
