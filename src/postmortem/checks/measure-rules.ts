/** What has to become of every measure before the postmortem is complete. */
import { link } from '../markdown/inline.ts';
import { proposalsByHand } from '../measures/by-hand.ts';
import { readMeasureRows } from '../measures/token.ts';
import type { Rule } from './rule.ts';

const undecidedRule = 'measures-undecided';
const byHandRule = 'measures-by-hand';
/** They say that something has to become of what is written. */
export const rulesOfDeciding: readonly string[] = [undecidedRule, byHandRule];

const remedy = 'On its own issue, comment `/accept` with who takes it on, or `/decline` and why.';
const shown = 3;
const remedyByHand =
  'Comment `/measure` with such items on the lines below it, and strike out (`~~`) what is not worth doing.';

export const measureRules: readonly Rule[] = [
  {
    id: undecidedRule,
    level: 'error',
    section: 'measures',
    why: 'A measure that nobody has taken on or turned down is done by nobody.',
    source: 'the 18F guide: propose, discuss, and prioritize preventative measures',
    fires: ['- [Alert on replica lag](https://github.com/acme/shop/issues/216)<br>proposed <!-- m216 proposed -->'],
    quiet: [
      '- [Alert on replica lag](https://github.com/acme/shop/issues/216)<br>P1 · accepted · ann <!-- m216 accepted P1 -->',
      '- [Raise the limit](https://github.com/acme/shop/issues/218)<br>declined: it only moves the cliff <!-- m218 declined -->',
    ],
    remedy,
    find: ({ document, due }) => {
      if (!due.includes('measures')) return [];
      const waiting = readMeasureRows(document.text).filter((one) => one.standing === 'proposed' || one.isWaiting);
      if (waiting.length === 0) return [];
      const links = waiting.slice(0, shown).map(({ title, url, standing }) => `${link(title, url)}${lacks[standing]}`);
      const more = waiting.length > shown ? ` and ${waiting.length - shown} more` : '';
      const count = waiting.length === 1 ? 'one measure' : `${waiting.length} measures`;
      return [{ text: `has ${count} to be decided: ${links.join(', ')}${more}. ${remedy}`, short: 'undecided' }];
    },
  },
  {
    id: byHandRule,
    level: 'error',
    section: 'measures',
    why: 'A list is read once. What has an issue of its own is asked about until it is done.',
    source: 'the 18F guide: propose, discuss, and prioritize preventative measures',
    fires: ['<!-- postmortems:measures -->', '<!-- /postmortems:measures -->', '- Alert on replica lag'],
    quiet: ['<!-- postmortems:measures -->', '<!-- /postmortems:measures -->', 'The sale was the last of its kind.'],
    remedy: remedyByHand,
    find: ({ document, due }) => {
      if (!due.includes('measures') || !document.regions.has('measures')) return [];
      const count = proposalsByHand(document).length;
      if (count === 0) return [];
      const items =
        count === 1 ? 'one item by hand, and nobody follows it' : `${count} items by hand, and nobody follows them`;
      return [{ text: `has ${items}. ${remedyByHand}`, short: 'not followed' }];
    },
  },
];

const lacks = {
  proposed: ' waits for a yes or no',
  accepted: ' for an owner',
  failed: ' for an owner',
  declined: ' for a reason',
  done: '',
  worked: '',
} as const;
