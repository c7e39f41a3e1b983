/** Why GitHub did not answer what was asked, and what to do about it: one line. */
import { readTrouble, statusOf } from '../../github/troubles.ts';
import { Trouble } from '../../reconcile/port.ts';
import { printable } from './terminal.ts';

export interface Asked {
  /** `acme/shop#12` */
  readonly issue: string;
  readonly apiUrl: string;
  readonly hasToken: boolean;
  /** Asked with the App's credentials instead of a token. */
  readonly isApp?: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Undefined where the error is none of GitHub's. */
export function explain(error: unknown, asked: Asked): string | undefined {
  const { issue, apiUrl, hasToken, isApp = false, now } = asked;
  const { host } = new URL(apiUrl);
  const cause = error instanceof Trouble ? error.cause : error;
  const status = statusOf(cause);
  const trouble = readTrouble(error, now);
  if (trouble.kind === 'limited') {
    const until = `${new Date(trouble.until).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const more = hasToken ? '' : ', or set GITHUB_TOKEN, which has a limit of its own';
    return `GitHub answers no more requests until ${until}: the rate limit is spent. Try again then${more}.`;
  }
  if (status === undefined && !isGraphql(cause)) return undefined;
  if (status !== undefined && !hasResponse(cause))
    return `${host} cannot be reached (${reasonOf(cause)}). Check the network, and GITHUB_API_URL if it is set.`;
  if (status === 401 && isApp)
    return 'GitHub refuses APP_ID and PRIVATE_KEY. Check that the key was made for this App, and that the clock of this machine is right.';
  if (status === 401)
    return hasToken
      ? 'GitHub does not know the token in GITHUB_TOKEN, or it has expired. Make a new one.'
      : 'GitHub asks who you are. Set GITHUB_TOKEN to a token that may read the repository.';
  if (
    status === 404 ||
    (status === undefined && trouble.kind === 'refused' && /could not resolve/i.test(trouble.message))
  )
    return `${issue} is not there, or not for you to see. Check the address${isApp ? ', and that the App is installed there' : hasToken ? ', and that the token in GITHUB_TOKEN may read the repository' : '; of a private repository, set GITHUB_TOKEN'}.`;
  if (status === 410) return `${issue} was deleted, or its repository has no issues. Check the address.`;
  if (/push access/i.test(trouble.message))
    return `Whose commands count is told only to people with write access to the repository of ${issue}. Use a token of one of them.`;
  if (isApp && (status === 403 || trouble.kind === 'refused'))
    return `The App may not do what ${issue} needs (${saying(trouble)}). Look at its permissions, and accept them where it is installed.`;
  if (status === 403 || trouble.kind === 'refused')
    return `The token in GITHUB_TOKEN may not read what ${issue} needs (${saying(trouble)}). Give it read access to issues, metadata and contents, and authorise it for the organisation if that asks for single sign-on.`;
  return `GitHub could not answer for ${issue} (${status ?? saying(trouble)}). Try again in a minute.`;
}

function hasResponse(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'response' in error && error.response !== undefined;
}

function isGraphql(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errors' in error;
}

/** Network errors hide one in another. */
function reasonOf(error: unknown): string {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause !== undefined) deepest = deepest.cause;
  if (deepest instanceof Error && 'code' in deepest && typeof deepest.code === 'string') return deepest.code;
  return printable(deepest instanceof Error ? deepest.message : String(deepest)).slice(0, longestSaying);
}

const longestSaying = 160;

function saying({ message }: Trouble): string {
  return printable(message.replace(/ - https:\S*$/, '')).slice(0, longestSaying);
}
