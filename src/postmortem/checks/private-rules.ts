/**
 * Things that look private, on a page that everybody can read. They are looked for in the whole text, code and quotes too, and never said again:
 * not in the status comment, not on a command line.
 */
import { matchAll } from './phrases.ts';
import type { Found, Rule, Seen } from './rule.ts';

/** Known by their first signs. None can begin within another, so that the search takes one way through a text. */
const tokens = [
  'gh[pousr]_[A-Za-z\\d]{20,255}',
  'github_pat_\\w{20,255}',
  '(?:AKIA|ASIA)[A-Z\\d]{16}(?![A-Z\\d])',
  'xox[abeoprs]-[A-Za-z\\d-]{10,250}',
  '(?:sk|rk)_live_[A-Za-z\\d]{10,250}',
  'sk-ant-[\\w-]{20,250}',
  'AIza[\\w-]{35}(?![\\w-])',
  'glpat-[\\w-]{20,250}',
  'npm_[A-Za-z\\d]{36}(?![A-Za-z\\d])',
  'pypi-[\\w-]{50,250}',
  'hf_[A-Za-z]{30,50}(?![\\w])',
  'dop_v1_[a-f\\d]{64}',
  'SG\\.[\\w-]{16,64}\\.[\\w-]{16,64}',
  'eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{2,4000}\\.[\\w-]{10,2000}',
];
const keyBlock = /-----BEGIN (?:[A-Z\d]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?![`'")])/;
const tokenPattern = new RegExp(`(?<![\\w-])(?:${tokens.join('|')})|${keyBlock.source}`, 'g');
/** Shown in part only. */
const isMasked = /[xX]{6}|\*{3}|\.{3}/;
const passwordPattern = /(?<![\w+.-])[a-z][a-z\d+.-]{1,20}:\/\/[^\s/:@'"`<>]{1,64}:[^\s/:@'"`<>]{3,128}@(?=[\w[])/gi;
const mailPattern = /(?<![\w.%+:/-])[\w.%+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24}(?![\w@-]|\.\w)/gi;
/** Of nobody in particular, or of no real place. */
const openMail =
  /^(?:git|no-?reply|do-?not-?reply|postmaster|mailer-daemon|abuse|security|support|help|info|contact|status|press|sales|privacy)@|noreply|@(?:[\w-]{1,63}\.){0,4}(?:example\.[a-z]{2,4}|[\w-]{1,63}\.(?:example|test|invalid|local|localhost|internal|lan|localdomain))$|\.(?:png|jpe?g|gif|svg|css|js|ts|json|ya?ml|md|service)$/i;
const addressPattern =
  /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\w|[.-]\w|\/\d)/g;
/** Private, local, for documentation, or known to everybody. */
const openAddress =
  /^(?:0|10|127|2(?:2[4-9]|[3-5]\d))\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^192\.0\.2\.|^198\.51\.100\.|^203\.0\.113\.|^(?:1\.1\.1\.1|1\.0\.0\.1|8\.8\.8\.8|8\.8\.4\.4|9\.9\.9\.9)$|^\d\.\d\.\d\.\d$/;

const revoke = 'Make it invalid first, then take it out: GitHub keeps old versions of the page.';
const takeOut =
  'If it is not meant for everybody, take it out, and delete the old version under "edited": GitHub keeps them.';

export const privateRules: readonly Rule[] = [
  {
    id: 'private-token',
    level: 'warning',
    section: 'artifacts',
    why: 'Whoever reads the page can use it, and programs search public pages for such things all day.',
    source: 'GitHub Docs, Removing sensitive data from a repository: revoke or rotate it first',
    fires: ['The key was `ghp_16C7e42F292c6912E716C7e42F292c6912E7`.'],
    quiet: ['The key began with `ghp_`, and `ghp_xxxxxxxxxxxxxxxxxxxxxxxx` stands in the manual.'],
    remedy: revoke,
    find: (seen) =>
      [tokenPattern, passwordPattern].flatMap((pattern) =>
        look(seen, pattern, (words) => !isMasked.test(words), `has what looks like a secret. ${revoke}`),
      ),
  },
  {
    id: 'private-email',
    level: 'warning',
    section: 'artifacts',
    why: 'A customer who is named on a public page did not ask to be.',
    source: 'Regulation (EU) 2016/679, article 4: an address tells who somebody is',
    fires: ['First reported by mary.miller@mail.acme.io.'],
    quiet: ['Write to support@acme.io, or to mary@example.com.'],
    remedy: takeOut,
    find: (seen) => look(seen, mailPattern, (words) => !openMail.test(words), `has an e-mail address. ${takeOut}`),
  },
  {
    id: 'private-address',
    level: 'hint',
    section: 'artifacts',
    why: 'The address of a visitor is personal, and that of a server is an invitation.',
    source: 'Regulation (EU) 2016/679, recital 30: addresses of the internet protocol may identify a person',
    fires: ['Most requests came from 185.199.110.153.'],
    quiet: ['The servers 10.0.3.7 and 192.0.2.1 were restarted with version 2.4.1.'],
    remedy: takeOut,
    find: (seen) => look(seen, addressPattern, (words) => !openAddress.test(words), `has an IP address. ${takeOut}`),
  },
];

function look(
  { document, isPublic }: Seen,
  pattern: RegExp,
  isPrivate: (words: string) => boolean,
  text: string,
): Found[] {
  if (!isPublic) return [];
  return matchAll(document.text, pattern)
    .filter(({ words }) => isPrivate(words))
    .map(({ words, index }) => ({ text, at: index, words }));
}
