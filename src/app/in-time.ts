/** A `fetch` that gives up, which the default one never does. GitHub ends a GraphQL query after 10 s: what hangs for longer than this is lost. */
const requestTimeoutMs = 30_000;

export function inTime(send: typeof fetch): typeof fetch {
  return (input, init) => {
    const timeout = AbortSignal.timeout(requestTimeoutMs);
    return send(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
  };
}
