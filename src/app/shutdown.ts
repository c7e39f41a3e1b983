/**
 * The end of the process: what runs is finished, nothing new is begun.
 *
 * Stopping between any two requests loses nothing, so a drain that does not end may be cut short. Finishing is only
 * kinder: the next start has less to do.
 */

/** What a started mode hands to {@link shutDownOnSignal}. */
export interface Running {
  /** Takes no more work in; `/healthz` says 503 from now on. */
  refuse(): void;
  /** Ends when the passes under way have ended. */
  drain(): Promise<void>;
  /** Stops listening and frees what is left. */
  close(): Promise<void>;
}

/** What starting a mode comes to: it runs, or one line for the person at the terminal says why not. */
export type Started = { readonly running: Running; readonly url: string } | { readonly problem: string };

/** The parts of `process` that shutting down needs. */
export interface ProcessLike {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  exit(code: number): unknown;
}

interface ShutdownOptions {
  readonly process: ProcessLike;
  /** Says one line to the person at the terminal. */
  readonly say: (line: string) => void;
  /** Kubernetes and Docker Compose kill after 30 s and 10 s; default 25 s. */
  readonly boundMs?: number;
}

/**
 * On SIGTERM or SIGINT drains and exits: with 0 when everything ended, with 1 when something had to be cut short.
 * A second signal exits at once, and so does the first one while nothing runs yet.
 *
 * @param current what runs at the moment of the signal.
 */
export function shutDownOnSignal(
  current: () => Running | undefined,
  { process, say, boundMs = 25_000 }: ShutdownOptions,
): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) {
      process.exit(1);
      return;
    }
    stopping = true;
    const running = current();
    if (running === undefined) {
      process.exit(0);
      return;
    }
    const bound = setTimeout(() => {
      say(`Passes were still running after ${boundMs / 1000} s and are cut short; the next start finishes them.`);
      process.exit(1);
    }, boundMs);
    try {
      running.refuse();
      await running.drain();
      await running.close();
      clearTimeout(bound);
      process.exit(0);
    } catch (error) {
      clearTimeout(bound);
      say(
        `Stopping failed: ${error instanceof Error ? error.message : String(error)}. The next start finishes what is left.`,
      );
      process.exit(1);
    }
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}
