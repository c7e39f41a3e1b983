/**
 * How long an installation is held when GitHub says slow down: until it says, else a minute, and twice as long each time that it was too short.
 * Source: docs, "Rate limits for the REST API", "Exceeding the rate limit".
 */

export interface Held {
  /** Epoch milliseconds. */
  readonly until: number;
  /** How many times in a row. */
  readonly times: number;
}

const minuteMs = 60_000;
const longestMs = 60 * minuteMs;
/** After as long without another word it counts as the first time again. */
const forgottenMs = 10 * minuteMs;

/** @param until what GitHub has said, epoch milliseconds; 0 where it has said nothing */
export function holdAgain(before: Held | undefined, until: number, now: number): Held {
  // Requests that were under way say the same thing once more.
  if (before && now < before.until) return { ...before, until: Math.max(before.until, until) };
  const times = before && now < before.until + forgottenMs ? before.times + 1 : 1;
  return { times, until: until > now ? until : now + Math.min(longestMs, minuteMs * 2 ** (times - 1)) };
}
