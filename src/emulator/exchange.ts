/** One request with its answer, or one webhook delivery, as tests see it to hold it against GitHub's own descriptions. */
export interface Exchange {
  readonly kind: 'rest' | 'graphql' | 'webhook';
  readonly actor: 'app' | 'person' | 'anonymous';
  readonly method: string;
  /** For REST and GraphQL with the query, without the `/api/v3` or `/api` in front; for a webhook the address it went to. */
  readonly path: string;
  readonly status: number;
  /** Bodies are parsed each time that they are asked for. */
  readonly requestBody: unknown;
  readonly responseBody: unknown;
  /** Both as they went over the line: what has the same text is the same. */
  readonly text?: string;
  readonly event?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Observe = (exchange: Exchange) => void;
