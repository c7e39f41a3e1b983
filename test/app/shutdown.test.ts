import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type Running, shutDownOnSignal } from '../../src/app/shutdown.ts';

/** A process that remembers what happened to it, and a mode whose drain ends when told to. */
function play(running: Partial<Running> | undefined, boundMs?: number) {
  const steps: string[] = [];
  const signals = new EventEmitter();
  const exited = new Promise<void>((resolve) => {
    signals.once('exit', () => resolve());
  });
  const exit = (code: number) => {
    steps.push(`exit ${code}`);
    signals.emit('exit');
  };
  const process = { on: (name: string, listener: () => void) => signals.on(name, listener), exit };
  const mode: Running = {
    refuse: () => void steps.push('refuse'),
    drain: async () => void steps.push('drain'),
    close: async () => void steps.push('close'),
    ...running,
  };
  const options = { process, say: (line: string) => void steps.push(line) };
  shutDownOnSignal(
    () => (running === undefined ? undefined : mode),
    boundMs === undefined ? options : { ...options, boundMs },
  );
  return { steps, exited, send: (signal: string) => signals.emit(signal) };
}

test.each(['SIGTERM', 'SIGINT'])('%s refuses, drains, closes and exits 0', async (signal) => {
  const { steps, exited, send } = play({});
  send(signal);
  await exited;
  expect(steps).toEqual(['refuse', 'drain', 'close', 'exit 0']);
});

test('nothing is closed before the passes have ended', async () => {
  let end = () => {};
  const passes = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { steps, exited, send } = play({ drain: () => passes });
  send('SIGTERM');
  expect(steps).toEqual(['refuse']);
  end();
  await exited;
  expect(steps).toEqual(['refuse', 'close', 'exit 0']);
});

test('a second signal exits at once', async () => {
  const { steps, send } = play({ drain: () => new Promise(() => {}) });
  send('SIGTERM');
  send('SIGINT');
  expect(steps).toEqual(['refuse', 'exit 1']);
});

test('a signal before anything runs exits 0 at once', () => {
  const { steps, send } = play(undefined);
  send('SIGTERM');
  expect(steps).toEqual(['exit 0']);
});

test('a drain that does not end is cut short and said so', async () => {
  const { steps, exited, send } = play({ drain: () => new Promise(() => {}) }, 5);
  send('SIGTERM');
  await exited;
  expect(steps).toEqual(['refuse', expect.stringContaining('still running after 0.005 s'), 'exit 1']);
});

test('a drain that fails exits 1 and says why', async () => {
  const { steps, exited, send } = play({ drain: () => Promise.reject(new Error('queue broke')) });
  send('SIGTERM');
  await exited;
  expect(steps).toEqual(['refuse', expect.stringContaining('queue broke'), 'exit 1']);
});
