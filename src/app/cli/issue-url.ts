/** The address of an issue, and the API that answers for it. A token goes to the host that `GITHUB_API_URL` names, and to no other. */
import { printable } from './terminal.ts';

export interface IssueAddress {
  readonly owner: string;
  readonly name: string;
  readonly number: number;
}

export type ReadAddress = ({ readonly address: IssueAddress } & Access) | { readonly problem: string };

const example = 'https://github.com/acme/shop/issues/12';

/** Which GitHub is spoken to, and with which token. */
export interface Access {
  readonly apiUrl: string;
  readonly token: string | undefined;
}

/** Whether a word is an address rather than a file. */
export function isUrl(word: string): boolean {
  return /^https?:\/\//i.test(word);
}

/** @param env with `GITHUB_API_URL` and `GITHUB_TOKEN` */
export function readIssueUrl(typed: string, env: Readonly<Record<string, string | undefined>>): ReadAddress {
  const url = URL.canParse(typed) && isUrl(typed) ? new URL(typed) : undefined;
  const [, owner = '', name = '', kind = '', number = ''] =
    /^\/([\w.-]+)\/([\w.-]+)\/([a-z]+)\/([1-9]\d{0,9})\/?$/.exec(url?.pathname ?? '') ?? [];
  const shown = printable(typed.slice(0, 200));
  if (url && (kind === 'pull' || kind === 'pulls'))
    return { problem: `${shown} is a pull request. Give the address of an issue, such as ${example}` };
  if (!url || kind !== 'issues') return { problem: `${shown} is not the address of an issue, such as ${example}` };
  const access = readAccess(env);
  if ('problem' in access) return access;
  const { apiUrl, token } = access;
  const site = siteOf(new URL(apiUrl));
  if (site !== url.host.replace(/^www\.(?=github\.com$)/, '')) {
    return {
      problem: `${shown} is not on ${site}. Set GITHUB_API_URL=${apiOf(url)}, and GITHUB_TOKEN to a token of ${url.host}.`,
    };
  }
  return { address: { owner, name, number: Number(number) }, apiUrl, token };
}

/** @param env with `GITHUB_API_URL` and `GITHUB_TOKEN` */
export function readAccess(env: Readonly<Record<string, string | undefined>>): Access | { readonly problem: string } {
  const base = readApiUrl(env.GITHUB_API_URL);
  if ('problem' in base) return base;
  const token = env.GITHUB_TOKEN?.trim() || undefined;
  // The complaint of `fetch` about such a header would show it.
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    return { problem: 'GITHUB_TOKEN holds signs that no token has. Set it to the token alone.' };
  return { apiUrl: base.url.href.replace(/\/+$/, ''), token };
}

function readApiUrl(typed: string | undefined): { readonly url: URL } | { readonly problem: string } {
  const text = typed?.trim() || 'https://api.github.com';
  const remedy = 'Leave it out for github.com, or set it to https://HOST/api/v3.';
  if (!URL.canParse(text) || !isUrl(text))
    return { problem: `GITHUB_API_URL is "${printable(text)}", not an address. ${remedy}` };
  const url = new URL(text);
  if (url.username || url.password) return { problem: `GITHUB_API_URL holds a name or password. ${remedy}` };
  const path = url.pathname.replace(/\/+$/, '');
  if (path !== (/^api\./.test(url.host) ? '' : '/api/v3') || url.search || url.hash)
    return { problem: `GITHUB_API_URL is "${printable(text)}", which is no API of GitHub. ${remedy}` };
  return { url };
}

/** The host of the pages for which an API answers. */
function siteOf(api: URL): string {
  return api.host.replace(/^api\./, '');
}

function apiOf(page: URL): string {
  const isCloud = /(?:^|\.)(?:github\.com|ghe\.com)$/.test(page.host);
  return isCloud ? `https://api.${page.host.replace(/^www\./, '')}` : `${page.origin}/api/v3`;
}
