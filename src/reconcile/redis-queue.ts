/**
 * The queue of several processes, on Redis by BullMQ: one line of jobs for each installation, in which a key is one job at most that waits and one that
 * runs. What has to be known everywhere is kept beside it: notes, what passes keep, who is held, and the places in the row of writes.
 *
 * A process that stops in the middle of a pass loses its lock after four seconds, and in as many more another one takes the job over. One that
 * was only asleep for longer may then go on beside it: the guards of writing and creating hold for that as well.
 */
import {
  type Job as BullJob,
  Queue as BullQueue,
  Worker as BullWorker,
  DelayedError,
  UnrecoverableError,
} from 'bullmq';
import { Redis } from 'ioredis';
import { type Held, holdAgain } from './back-off.ts';
import { type Key, keyText } from './key.ts';
import { defined } from './memory-queue.ts';
import { type Kept, mergeNotes, type Note } from './note.ts';
import { takePlace } from './pace.ts';
import {
  judgeFailure,
  mostFailures,
  type Queue,
  type QueueLook,
  type QueueOptions,
  usual,
  type Worker,
} from './queue.ts';

export interface RedisQueueOptions extends QueueOptions {
  readonly url: string;
  /** In front of every name in Redis. */
  readonly prefix?: string;
  readonly lockMs?: number;
  /** How often it is looked for installations that are new. */
  readonly lookMs?: number;
  /** Redis does not answer, or answers again. */
  readonly onReachable?: (isReachable: boolean, why?: string) => void;
}

interface Line {
  readonly queue: BullQueue<Key>;
  worker?: BullWorker<Key>;
}

/** Passes over one installation at once, in all processes together: GitHub takes 100 requests at a time, and people ask as well. */
const mostTogether = 16;
/** A note or what was kept that nobody has asked for in this time is lost; resyncs come every hour. */
const keptMs = 24 * 60 * 60_000;
/** GitHub gives up on a delivery after ten seconds. */
const answerMs = 5000;
/** How long starting waits for Redis; then it starts without, and goes on when it is there. */
const patienceMs = 3000;
/** BullMQ keeps its times shifted by as much. */
const scoreOfMs = 4096;
const setIfSame = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/** A key has its pass now: since when it is due goes along. */
const beginPass = `
local since = redis.call('ZSCORE', KEYS[1], ARGV[1]) or ARGV[2]
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[2], 'LT', since, ARGV[1])`;
/** It waits again, and is due since then. */
const endInVain = `
local since = redis.call('ZSCORE', KEYS[2], ARGV[1]) or ARGV[2]
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[1], 'LT', since, ARGV[1])`;

export function createRedisQueue(options: RedisQueueOptions): Queue {
  const { url, prefix = 'postmortems', lockMs = 4000, lookMs = 1000, onReachable } = options;
  const { onRefused, onRetry, onLimited } = options;
  const { concurrency, perInstallation, backoffMs, paces, indexPauseMs } = { ...usual, ...defined(options) };
  // One that fails at once, for marks; BullMQ's own wait until Redis is back.
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerMs,
    connectTimeout: answerMs,
    retryStrategy: (times) => Math.min(times * 50, 1000),
  });
  const patient = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(times * 50, 1000) });
  const lines = new Map<number, Line>();
  const held = new Map<number, number>();
  const returns: (() => void)[] = [];
  const slots = createSlots(concurrency);
  let work: Worker | undefined;
  let looking: NodeJS.Timeout | undefined;
  let isDraining = false;
  let wasAway = false;

  const at = (what: string, name: string | number) => `${prefix}:${what}:${name}`;
  redis.on('error', (error) => goneAway(error.message));
  redis.on('close', () => goneAway('the connection has ended'));
  redis.on('ready', () => {
    if (!wasAway) return;
    wasAway = false;
    onReachable?.(true);
    for (const callback of returns) callback();
  });
  // The other connection ends at the same time, and comes back by itself.
  patient.on('error', () => {});

  function goneAway(why: string): void {
    if (wasAway || isDraining) return;
    wasAway = true;
    onReachable?.(false, why);
  }

  function lineOf(installation: number): Line {
    const known = lines.get(installation);
    if (known) return known;
    const queue = new BullQueue<Key>(String(installation), {
      prefix,
      connection: redis,
      streams: { events: { maxLen: 100 } },
      defaultJobOptions: {
        removeOnComplete: true,
        removeOnFail: true,
        attempts: mostFailures + 1,
        backoff: { type: 'custom' },
      },
    });
    queue.on('error', () => {});
    const line = { queue };
    lines.set(installation, line);
    return line;
  }

  async function add(key: Key, { delayMs = 0, note }: { delayMs?: number; note?: Note } = {}): Promise<void> {
    const text = keyText(key);
    // Fails at once where Redis is gone, before anything of BullMQ waits for it.
    await Promise.all([
      redis.sadd(`${prefix}:installations`, key.installation),
      redis.zadd(at('due', key.installation), 'LT', Date.now() + delayMs, text),
    ]);
    const { queue } = lineOf(key.installation);
    if (note) {
      const notes = at('notes', text);
      await redis.multi().rpush(notes, JSON.stringify(note)).pexpire(notes, keptMs).exec();
    }
    const rested = key.kind === 'index' ? await redis.pttl(at('begun', text)) : 0;
    const delay = Math.max(delayMs, rested);
    const job = await queue.add(key.kind, key, { delay, deduplication: { id: text, keepLastIfActive: true } });
    // An earlier mark, or a failure, may have put it off for longer.
    const score = job.id === undefined ? null : await redis.zscore(queue.toKey('delayed'), job.id);
    if (score !== null && Number(score) / scoreOfMs > Date.now() + delay + 1)
      await job.changeDelay(delay).catch(() => {});
  }

  async function addLater(key: Key, delayMs: number): Promise<void> {
    await redis.sadd(`${prefix}:installations`, key.installation);
    const deduplication = { id: `later ${delayMs} ${keyText(key)}` };
    await lineOf(key.installation).queue.add('later', key, { delay: delayMs, deduplication });
  }

  async function lookForInstallations(): Promise<void> {
    const all = await redis.smembers(`${prefix}:installations`).catch(() => []);
    for (const one of all) await begin(Number(one));
    if (!isDraining) looking = setTimeout(() => void lookForInstallations(), lookMs);
  }

  async function begin(installation: number): Promise<void> {
    const line = lineOf(installation);
    if (line.worker || isDraining) return;
    line.worker = new BullWorker<Key>(String(installation), process, {
      prefix,
      connection: patient,
      concurrency: perInstallation,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: 1000,
      drainDelay: 2,
      // Without a limit BullMQ does not look whether the line is held.
      limiter: { max: 100_000, duration: 1000 },
      settings: { backoffStrategy: (failures, _, error) => waitAfter(error, failures) },
    });
    line.worker.on('error', () => {});
    await line.queue.setGlobalConcurrency(mostTogether).catch(() => {});
  }

  function waitAfter(error: unknown, failures: number): number {
    const judged = judgeFailure(error, failures, Date.now(), backoffMs);
    return judged.verdict === 'try again' ? judged.delayMs : 0;
  }

  async function process(job: BullJob<Key>, token?: string): Promise<void> {
    const { data: key } = job;
    if (job.name === 'later') return add(key);
    const leave = await slots.enter();
    const text = keyText(key);
    const [due, underWay] = [at('due', key.installation), at('under-way', key.installation)];
    // What only tells of the queue must not keep it from working.
    const tell = (of: Promise<unknown>) => of.catch(() => {});
    const ended = () =>
      tell(Promise.all([redis.zrem(underWay, text), redis.set(`${prefix}:ended`, Date.now(), 'PX', keptMs)]));
    try {
      await tell(redis.eval(beginPass, 2, due, underWay, text, Date.now()));
      await pass(key);
      await ended();
    } catch (error) {
      const judged = judgeFailure(error, job.attemptsMade + 1, Date.now(), backoffMs);
      if (judged.verdict === 'give up') await ended();
      else await tell(redis.eval(endInVain, 2, due, underWay, text, Date.now()));
      if (judged.verdict === 'hold the installation') {
        await hold(key.installation, judged.until);
        throw BullWorker.RateLimitError();
      }
      if (judged.verdict === 'come again') {
        await job.moveToDelayed(Date.now() + judged.delayMs, token);
        throw new DelayedError();
      }
      if (judged.verdict === 'give up') {
        onRefused(key, error);
        throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
      }
      onRetry(key, error, judged.delayMs);
      throw error;
    } finally {
      leave();
    }
  }

  async function pass(key: Key): Promise<void> {
    const text = keyText(key);
    if (key.kind === 'index') await redis.set(at('begun', text), 1, 'PX', indexPauseMs);
    const [notes, before] = await Promise.all([redis.lrange(at('notes', text), 0, -1), redis.get(at('kept', text))]);
    let kept: Kept | undefined;
    try {
      await work?.(key, {
        note: mergeNotes(notes.map((one) => JSON.parse(one) as Note)),
        kept: before === null ? {} : (JSON.parse(before) as Kept),
        keep: (one) => {
          kept = one;
        },
      });
      if (notes.length > 0) await redis.ltrim(at('notes', text), notes.length, -1);
    } finally {
      if (kept) await redis.set(at('kept', text), JSON.stringify(kept), 'PX', keptMs);
    }
  }

  async function hold(installation: number, until: number): Promise<void> {
    const name = at('held', installation);
    const before = await redis.get(name);
    const again = holdAgain(before === null ? undefined : (JSON.parse(before) as Held), until, Date.now());
    held.set(installation, again.until);
    const forMs = Math.max(1, again.until - Date.now());
    await redis.set(name, JSON.stringify(again), 'PX', forMs + 10 * 60_000);
    await lineOf(installation).queue.rateLimit(forMs);
    onLimited?.(installation, again.until);
  }

  async function pace(installation: number, isCreation: boolean): Promise<number> {
    const name = at('row', installation);
    for (;;) {
      const [row, holding] = await redis.mget(name, at('held', installation));
      const now = Date.now();
      const until = holding ? (JSON.parse(holding) as Held).until : 0;
      if (until > now) {
        held.set(installation, until);
        return until - now;
      }
      const full = row ? (JSON.parse(row) as number[]) : [];
      const place = takePlace(paces, full, isCreation, now);
      const forMs = Math.max(1000, ...place.full.map((one) => Math.ceil(one - now)));
      const isTaken =
        place.full === full ||
        (await redis.eval(setIfSame, 1, name, row ?? '', JSON.stringify(place.full), forMs)) === 1;
      if (isTaken) return Math.max(0, place.waitMs);
    }
  }

  async function look(): Promise<QueueLook> {
    const installations = await redis.smembers(`${prefix}:installations`);
    const now = Date.now();
    let waiting = 0;
    let dueSince: number | undefined;
    const of = async (installation: string): Promise<void> => {
      const holding = await redis.get(at('held', installation));
      const isHeld = holding !== null && (JSON.parse(holding) as Held).until > now;
      for (const name of [at('due', installation), at('under-way', installation)]) {
        const [count, [, score]] = await Promise.all([redis.zcard(name), redis.zrange(name, 0, 0, 'WITHSCORES')]);
        waiting += count;
        if (score !== undefined && !isHeld && Number(score) <= now) dueSince = Math.min(dueSince ?? now, Number(score));
      }
    };
    const [ended] = await Promise.all([redis.get(`${prefix}:ended`), ...installations.map(of)]);
    return { waiting, dueSince, endedAt: ended === null ? undefined : Number(ended) };
  }

  async function drain(): Promise<void> {
    isDraining = true;
    clearTimeout(looking);
    await Promise.all([...lines.values()].map(({ worker }) => worker?.close()));
  }

  return {
    add,
    addLater,
    run: (worker) => {
      work = worker;
      void lookForInstallations();
    },
    pause: hold,
    heldUntil: (installation) => held.get(installation) ?? 0,
    pace,
    claim: async (name, forMs) => (await redis.set(at('claim', name), 1, 'PX', forMs, 'NX')) === 'OK',
    ready: () =>
      new Promise((resolve) => {
        if (redis.status === 'ready') resolve();
        redis.once('ready', resolve);
        setTimeout(resolve, patienceMs).unref();
      }),
    isReachable: () => redis.status === 'ready',
    onReturn: (callback) => void returns.push(callback),
    look,
    knowsAliases: false,
    drain,
    close: async () => {
      await drain();
      await Promise.all([...lines.values()].map(({ queue }) => queue.close()));
      redis.disconnect();
      patient.disconnect();
    },
  };
}

/** Places for passes in this process, in the order of asking. */
function createSlots(most: number) {
  let taken = 0;
  const asking: (() => void)[] = [];
  const leave = () => {
    const next = asking.shift();
    if (next) next();
    else taken -= 1;
  };
  return {
    enter: async (): Promise<() => void> => {
      if (taken >= most) await new Promise<void>((resolve) => asking.push(resolve));
      else taken += 1;
      return leave;
    },
  };
}
