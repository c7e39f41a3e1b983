/** A repository whose workflow keeps its postmortems: what GitHub starts it for is kept, and each run sees what a runner gives it. */
import { createWorld, type World } from '../world.ts';

export interface WorkflowEvent {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Workflow {
  readonly world: World;
  /** What has happened since the last call that starts a workflow: acts of people, for a job's own token starts none. */
  events(): Promise<WorkflowEvent[]>;
  /** A token of a job. */
  token(issues?: 'read' | 'write'): string;
}

/** Which events start the workflow. */
const starting = ['issues', 'issue_comment'];

export async function createWorkflow(options: Parameters<typeof createWorld>[0] = {}): Promise<Workflow> {
  const world = await createWorld(options);
  const heard: WorkflowEvent[] = [];
  world.emulator.hooks.target = {
    url: 'http://actions.test/',
    secret: 'a secret of the tests',
    fetch: async (_url, init) => {
      const event = new Headers(init?.headers).get('x-github-event') ?? '';
      const { installation: _, ...payload } = JSON.parse(String(init?.body));
      if (starting.includes(event) && payload.sender.login !== 'github-actions[bot]') heard.push({ event, payload });
      return new Response('ok');
    },
  };
  const repository = world.emulator.state.named(world.repo);
  if (!repository) throw new Error(`there is no ${world.repo}`);
  return {
    world,
    events: async () => {
      await world.emulator.idle();
      return heard.splice(0);
    },
    token: (issues = 'write') => world.emulator.jobToken(repository, issues),
  };
}

export const schedule: WorkflowEvent = { event: 'schedule', payload: { schedule: '17 */6 * * *' } };
