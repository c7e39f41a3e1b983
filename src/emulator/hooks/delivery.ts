/** One thing that happened and was, or is to be, told to the App. */
export interface Occurrence {
  readonly event: string;
  readonly action: string | null;
  /** Database ids; null where the event belongs to none. */
  readonly repository: number | null;
  readonly installation: number | null;
  /** The exact bytes that are signed and sent. */
  readonly body: string;
}

export interface Delivery extends Occurrence {
  readonly id: number;
  /** The same for every delivery of one occurrence. */
  readonly guid: string;
  readonly redelivery: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly deliveredAt: number;
  durationMs: number;
  status: string;
  /** 0 while it is under way, was dropped or had nowhere to go. */
  statusCode: number;
  response?: string;
}

export interface HookTarget {
  readonly url: string;
  readonly secret: string;
  readonly fetch?: typeof fetch;
}
