/**
 * The door for webhooks: nothing reaches Probot that is too large or not signed by GitHub.
 *
 * Probot itself reads bodies of any size and logs the whole payload when a signature is wrong. Here the body is read
 * up to GitHub's own limit, its signature is checked, and only then is it handed on, as the text that was checked.
 * What is refused is answered in one short line of JSON and not logged: anybody on the internet can knock.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApplicationFunction, createNodeMiddleware, type Probot } from 'probot';
import { answer } from './answer.ts';
import { readBody } from './read-body.ts';

export const webhookPath = '/api/github/webhooks';

/** GitHub sends no larger payloads: docs, "Webhook events and payloads", "Payload cap". */
const largestBody = 25 * 1024 * 1024;

/** What GitHub's log of deliveries shows for an event that was not kept. */
export const notKept =
  'Redis does not answer, so this event was not kept. Nothing need be sent again: when Redis is back, everything is read anew.';

/** Handles one request to {@link webhookPath} and always answers it. */
export type WebhookDoor = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/**
 * Loads the app function into Probot and returns the door in front of it.
 *
 * @param isOpen whether an event could be kept; else it is answered 503 at once, so that GitHub's log shows it as failed
 */
export async function openWebhookDoor(
  app: ApplicationFunction,
  probot: Probot,
  isOpen: () => boolean = () => true,
): Promise<WebhookDoor> {
  const handle = await createNodeMiddleware(app, { probot, webhooksPath: webhookPath });
  return async (req, res) => {
    if (req.method !== 'POST') {
      return answer(res, 405, `${req.method} is not served here: GitHub sends webhooks with POST.`);
    }
    const signature = req.headers['x-hub-signature-256'];
    if (typeof signature !== 'string' || signature === '') {
      return answer(
        res,
        401,
        'X-Hub-Signature-256 is missing: set a webhook secret in the settings of the GitHub App.',
      );
    }
    const body = await readBody(req, largestBody);
    if (body === 'aborted') return;
    if (body === 'too large') {
      res.setHeader('connection', 'close');
      return answer(res, 413, 'The body is larger than 25 MB, which GitHub never sends.');
    }
    if (body === 'too many') {
      res.setHeader('connection', 'close');
      return answer(
        res,
        503,
        'Too many long bodies come in at once. Nothing is lost: the next resync reads everything.',
      );
    }
    // Bytes that are not UTF-8 would be replaced in the text, and the signature of a text is what gets checked.
    if (body.length === 0 || !isUtf8(body)) return answer(res, 400, 'The body is not JSON: it is empty or not UTF-8.');
    const text = body.toString('utf8');
    if (!(await probot.webhooks.verify(text, signature))) {
      return answer(res, 401, 'The signature does not match: WEBHOOK_SECRET must be the secret of the GitHub App.');
    }
    if (!isOpen()) return answer(res, 503, notKept);
    await handle(Object.assign(req, { body: text }), res);
  };
}
