/** Plays the stories to the embedded GitHub, each person with their own token, the clock set to the day it happened. */
import { type Act, type Story, stories, teamLabels, type Who } from './stories.ts';

export interface Stage {
  /** Sends a request to the embedded GitHub. */
  readonly fetch: typeof fetch;
  readonly api: string;
  readonly repo: string;
  /** Sets the clock by which everything is stamped, epoch milliseconds. */
  readonly setClock: (at: number) => void;
  /** Lets the app finish what it has to do. */
  readonly settle: () => Promise<void>;
  /** Lets the app look at everything anew, as it does every hour. */
  readonly resync: () => Promise<void>;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What time alone brings, such as a measure that is overdue, is noticed within so long; every hour of a year would take minutes. */
const lookMs = 60 * dayMs;

/** @returns the number of the last issue that was opened: the one that begs for the label */
export async function playHistory(stage: Stage, now: number): Promise<number> {
  const scenes = stories.map((story) => ({ story, from: beginning(story, now), issues: new Map<string, number>() }));
  const acts = scenes.flatMap((scene) =>
    scene.story.acts.map(([minutes, who, act]) => ({ scene, who, act, at: scene.from + minutes * minuteMs })),
  );
  acts.sort((a, b) => a.at - b.at);
  for (const label of teamLabels) await request(stage, 'ann', 'POST', '/labels', label);
  let last = 0;
  let lookedAt = acts[0]?.at ?? now;
  const lookUntil = async (end: number) => {
    for (; end - lookedAt > lookMs; lookedAt += lookMs) await look(lookedAt + lookMs);
  };
  const look = async (at: number) => {
    stage.setClock(at);
    await stage.resync();
    await stage.settle();
  };
  for (const { scene, who, act, at } of acts) {
    await lookUntil(Math.min(at, now));
    stage.setClock(Math.min(at, now));
    last = (await perform(stage, who, act, scene.issues)) ?? last;
    await stage.settle();
  }
  await lookUntil(now);
  await look(now);
  return last;
}

function beginning({ daysAgo, clock, minutesAgo }: Story, now: number): number {
  if (clock === undefined) return now - (minutesAgo ?? 0) * minuteMs;
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const midnight = Math.floor(now / dayMs) * dayMs;
  return midnight - daysAgo * dayMs + (hour * 60 + minute) * minuteMs;
}

async function perform(stage: Stage, who: Who, act: Act, issues: Map<string, number>): Promise<number | undefined> {
  const call = <T>(method: string, path: string, body?: unknown) => request<T>(stage, who, method, path, body);
  const number = async (on: Exclude<Act, { open: string } | { write: unknown }>['on']): Promise<number> => {
    const incident = issues.get('incident') ?? 0;
    if (on === undefined || on === 'incident') return incident;
    const [postmortem] = await call<{ number: number }[]>('GET', `/issues/${incident}/sub_issues`);
    if (on === 'postmortem') return postmortem?.number ?? 0;
    const measures = await call<{ number: number; title: string }[]>('GET', `/issues/${postmortem?.number}/sub_issues`);
    return measures.find((one) => one.title === on.measure)?.number ?? 0;
  };
  if ('open' in act) {
    const opened = await call<{ number: number }>('POST', '/issues', { title: act.open, body: act.body ?? '' });
    issues.set('incident', opened.number);
    return opened.number;
  }
  if ('label' in act) await call('POST', `/issues/${await number(act.on)}/labels`, { labels: [act.label] });
  else if ('say' in act) await call('POST', `/issues/${await number(act.on)}/comments`, { body: act.say });
  else if ('assign' in act)
    await call('POST', `/issues/${await number(act.on)}/assignees`, { assignees: [act.assign] });
  else if ('close' in act)
    await call('PATCH', `/issues/${await number(act.on)}`, { state: 'closed', state_reason: act.close });
  else {
    const path = `/issues/${await number('postmortem')}`;
    const { body } = await call<{ body: string }>('GET', path);
    await call('PATCH', path, { body: fillIn(body, act.write) });
  }
  return undefined;
}

/** Writes below headings as a person in the editor would, over the hidden prompts. */
function fillIn(body: string, texts: { readonly [heading: string]: string }): string {
  let filled = body;
  for (const [heading, text] of Object.entries(texts)) {
    const prompt = new RegExp(`(## ${heading}\\n\\n(?:> .*\\n\\n)?)<!-- (?!/?postmortems)[^>]* -->`);
    filled = filled.replace(prompt, (_, before: string) => before + text);
  }
  return filled;
}

async function request<T>(
  { fetch, api, repo }: Stage,
  who: Who,
  method: string,
  path: string,
  body: unknown,
): Promise<T> {
  const response = await fetch(`${api}/repos/${repo}${path}`, {
    method,
    headers: { authorization: `token ${who}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${who} ${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
