/**
 * The App's webhook: what happened is written down at once, and delivered afterwards over HTTP, signed, in order, one at a time, with GitHub's ten
 * seconds for an answer. A failed delivery is kept in the log and never sent again by itself. Faults may lose, double, delay or reorder
 * deliveries.
 */
import { createHmac, randomUUID } from 'node:crypto';
import type { Faults } from '../faults/faults.ts';
import { hex } from '../site.ts';
import type { Delivery, HookTarget, Occurrence } from './delivery.ts';

const timeoutMs = 10_000;
const keepDeliveries = 5000;

interface HooksOptions {
  readonly faults: Faults;
  readonly appId: number;
  readonly now: () => number;
  readonly nextId: () => number;
  readonly observe: (delivery: Delivery) => void;
}

export class Hooks {
  target: HookTarget | undefined;
  /** Every delivery in the order of what happened, redeliveries and doubles where they were sent. */
  log: Delivery[] = [];
  readonly #options: HooksOptions;
  readonly #queue: { delivery: Delivery; dueMs: number }[] = [];
  #pumping = false;
  #onTheWay = 0;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(options: HooksOptions) {
    this.#options = options;
  }

  /** Writes down what happened and sends it after the present request has been answered. */
  emit(occurrence: Occurrence): void {
    const fate = this.#options.faults.delivery();
    const delivery = this.#record(occurrence, randomUUID(), false);
    if (fate.copies === 0) {
      settle(delivery, 0, 'dropped by a fault');
      this.#options.observe(delivery);
      return;
    }
    this.#enqueue(delivery, fate.delaysMs[0], fate.reorder);
    if (fate.copies === 2) {
      this.#enqueue(this.#record(occurrence, delivery.guid, true), fate.delaysMs[1], fate.reorder);
    }
  }

  /** Sends the same bytes under the same GUID again; resolves when that is done. */
  async redeliver(delivery: Delivery): Promise<Delivery> {
    const again = this.#record(delivery, delivery.guid, true);
    this.#onTheWay += 1;
    await this.#send(again);
    return again;
  }

  get pending(): number {
    return this.#queue.length + this.#onTheWay;
  }

  /** Resolves when no delivery waits or is under way. */
  async idle(): Promise<void> {
    while (this.pending > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Forgets what waits; deliveries under way end by themselves. */
  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
    this.#wake();
  }

  #record(occurrence: Occurrence, guid: string, redelivery: boolean): Delivery {
    const { appId, now, nextId } = this.#options;
    const { event, action, repository, installation, body } = occurrence;
    const signature = createHmac('sha256', this.target?.secret ?? '')
      .update(body)
      .digest('hex');
    const delivery: Delivery = {
      id: nextId(),
      guid,
      event,
      action,
      repository,
      installation,
      body,
      redelivery,
      deliveredAt: now(),
      durationMs: 0,
      status: 'pending',
      statusCode: 0,
      headers: {
        'content-type': 'application/json',
        accept: '*/*',
        'user-agent': `GitHub-Hookshot/${hex(4).slice(0, 7)}`,
        'x-github-event': event,
        'x-github-delivery': guid,
        'x-github-hook-id': '480000001',
        'x-github-hook-installation-target-id': String(appId),
        'x-github-hook-installation-target-type': 'integration',
        'x-hub-signature-256': `sha256=${signature}`,
      },
    };
    this.log.push(delivery);
    if (this.log.length > keepDeliveries) this.log = this.log.slice(keepDeliveries / 2);
    return delivery;
  }

  #enqueue(delivery: Delivery, delayMs: number, reorder: boolean): void {
    if (this.#closed) return;
    if (reorder) {
      this.#onTheWay += 1;
      setTimeout(() => void this.#send(delivery), delayMs);
      return;
    }
    this.#queue.push({ delivery, dueMs: delayMs > 0 ? performance.now() + delayMs : 0 });
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => void this.#pump());
  }

  async #pump(): Promise<void> {
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const waitMs = next.dueMs ? next.dueMs - performance.now() : 0;
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      this.#onTheWay += 1;
      this.#queue.shift();
      await this.#send(next.delivery);
    }
    this.#pumping = false;
  }

  async #send(delivery: Delivery): Promise<void> {
    const { target } = this;
    const begun = performance.now();
    try {
      if (!target || this.#closed) settle(delivery, 0, 'no webhook address');
      else {
        const send = target.fetch ?? fetch;
        const { headers, body } = delivery;
        const response = await send(target.url, {
          method: 'POST',
          headers,
          body,
          signal: AbortSignal.timeout(timeoutMs),
        });
        delivery.response = await response.text();
        settle(delivery, response.status, response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`);
      }
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      settle(delivery, timedOut ? 504 : 502, timedOut ? 'timed out' : 'failed to connect to host');
    }
    delivery.durationMs = performance.now() - begun;
    this.#options.observe(delivery);
    this.#onTheWay -= 1;
    if (this.pending === 0) this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function settle(delivery: Delivery, statusCode: number, status: string): void {
  delivery.statusCode = statusCode;
  delivery.status = status;
}
