/** What the App has asked of GitHub: one line per request, as `GET /_/requests` prints them. */
export interface AppRequest {
  readonly at: string;
  readonly method: string;
  /** Without `/api/v3` or `/api` in front and without the query. */
  readonly path: string;
  /** 0 when a fault cut the connection. */
  readonly status: number;
  readonly ms: number;
  readonly installation: number | null;
  /** The name of the GraphQL operation. */
  readonly operation?: string;
  /** Whether it could change something: GraphQL mutations and REST methods other than GET. */
  readonly write: boolean;
}

const keepRequests = 100_000;

export class Requests {
  list: AppRequest[] = [];

  add(request: AppRequest): void {
    this.list.push(request);
    if (this.list.length > keepRequests) this.list = this.list.slice(keepRequests / 2);
  }

  clear(): void {
    this.list = [];
  }
}
