/** How far it is: a bar that is drawn over and over on a terminal, and a plain line for each tenth elsewhere. Never on standard output. */
import { printable } from './terminal.ts';

export interface Progress {
  /** @param name what is done */
  step(done: number, of: number, name: string): void;
  /** A line that stays. */
  note(line: string): void;
  /** Takes the bar away. */
  end(): void;
}

export interface ProgressOptions {
  readonly err: (text: string) => void;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
}

const widestBar = 30;
/** Fewer are done before anybody asks. */
const worthALine = 10;
const clear = '\r\x1b[2K';

export function createProgress({ err, columns }: ProgressOptions): Progress {
  let shown = '';
  let tenths = 0;
  const hide = () => {
    if (shown !== '') err(clear);
    shown = '';
  };
  return {
    step: (done, of, name) => {
      if (columns !== undefined) {
        shown = renderBar(done, of, name, columns);
        err(`${clear}${shown}`);
        return;
      }
      const reached = Math.floor((10 * done) / Math.max(1, of));
      if (reached > tenths && of >= worthALine) err(`${done} of ${of}\n`);
      tenths = Math.max(tenths, reached);
    },
    note: (line) => {
      const bar = shown;
      hide();
      err(`${line}\n`);
      if (bar !== '') err(bar);
      shown = bar;
    },
    end: hide,
  };
}

/** `████████░░░░░░░ 12 of 40 acme/shop#14`, in one line less than the terminal is wide. */
export function renderBar(done: number, of: number, name: string, columns: number): string {
  const counted = `${String(done).padStart(String(of).length)} of ${of}`;
  const width = Math.max(0, Math.min(widestBar, Math.floor(columns / 3)));
  const filled = Math.round((width * Math.min(done, of)) / Math.max(1, of));
  const line = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${counted} ${printable(name)}`;
  return line.slice(0, Math.max(0, columns - 1));
}
