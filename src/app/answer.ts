import type { ServerResponse } from 'node:http';

/** Answers with a status and one JSON object `{ "error": … }`: what is wrong and the remedy. */
export function answer(res: ServerResponse, status: number, error: string): void {
  answerJson(res, status, { error });
}

/** Answers with a status and any value as JSON. */
export function answerJson(res: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}
