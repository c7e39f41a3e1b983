/** How the embedded GitHub says no: one error with a status, mapped to JSON by REST and to an `errors` entry by GraphQL. */

export interface Problem {
  readonly resource?: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
  readonly value?: unknown;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly errors?: readonly (Problem | string)[];
  readonly location?: string;
  /** What GraphQL names it, where the status does not say. */
  readonly type?: string;
}

const refusals = new WeakMap<object, Refusal>();

/** Throws what ends a request with `status`. */
export function refuse(status: number, message: string, more: Omit<Refusal, 'status' | 'message'> = {}): never {
  const error = withoutStack(message);
  refusals.set(error, { status, message, ...more });
  throw error;
}

/** An answer, no failure of the program: to tell where it comes from would cost more than the request. */
function withoutStack(message: string): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new Error(message);
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

/** 422 "Validation Failed" with one problem, as GitHub words it. */
export function invalid(resource: string, field: string, code: string, message?: string, value?: unknown): never {
  const problem = { resource, field, code, ...(message && { message }), ...(value !== undefined && { value }) };
  return refuse(422, 'Validation Failed', { errors: [problem] });
}

/** 501: GitHub can do this, the emulator cannot, and it does not pretend. */
export function notEmulated(what: string): never {
  return refuse(501, `Not emulated: ${what}`);
}

export function refusalOf(error: unknown): Refusal | undefined {
  return typeof error === 'object' && error !== null ? refusals.get(error) : undefined;
}
