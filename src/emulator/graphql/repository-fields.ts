/** Repositories, labels and people. */
import { notEmulated, refuse } from '../refusal.ts';
import { iso } from '../site.ts';
import type { Issue, Label, Repository, User } from '../state/model.ts';
import { membership } from '../state/past.ts';
import { connection } from './connection.ts';
import { type Args, type Context, optionalNumber, optionalText, record, text, texts } from './context.ts';
import { table } from './table.ts';

const user = {
  id: (source: User) => source.nodeId,
  databaseId: (source: User) => source.id,
  /** GraphQL tells a bot's login without the ending that REST gives it. */
  login: (source: User) => source.login.replace(/\[bot\]$/, ''),
  url: (source: User, _: Args, { deed }: Context) =>
    `${deed.site.publicUrl}/${source.kind === 'Bot' ? 'apps/' : ''}${source.login.replace(/\[bot\]$/, '')}`,
  avatarUrl: (source: User, _: Args, { deed }: Context) =>
    `${deed.site.publicUrl}/avatars/${encodeURIComponent(source.login)}`,
};

export const repositoryFields = {
  /** Also where the schema says User and a bot stands: the viewer and whoever reacted. */
  User: table<User>('User', ['User', 'Bot'], {
    ...user,
    login: ({ login }) => login,
  }),
  Bot: table<User>('Bot', ['Bot'], user),
  Organization: table<User>('Organization', ['Organization'], user),
  Label: table<Label>('Label', ['Label'], {
    id: ({ nodeId }) => nodeId,
    name: ({ name }) => name,
    color: ({ color }) => color,
    description: ({ description }) => description,
  }),
  Repository: table<Repository>('Repository', ['Repository'], {
    id: ({ nodeId }) => nodeId,
    databaseId: ({ id }) => id,
    name: ({ name }) => name,
    nameWithOwner: (source, _, { deed }) => deed.world.fullName(source),
    owner: ({ owner }, _, { deed }) => deed.world.user(owner),
    url: (source, _, { deed }) => `${deed.site.publicUrl}/${deed.world.fullName(source)}`,
    isPrivate: (source) => source.private,
    isArchived: ({ archived }) => archived,
    pushedAt: ({ pushedAt, createdAt }) => iso(pushedAt ?? createdAt),
    label: (source, args, { deed }) => deed.world.labelNamed(source, text(args, 'name')),
    issue: (source, args, { deed }) => {
      const number = optionalNumber(args, 'number') ?? 0;
      const issue = deed.world.issueNumbered(source, number);
      return issue ?? refuse(404, `Could not resolve to an Issue with the number of ${number}.`);
    },
    issues,
    pinnedIssues: (source, args, { deed }) => {
      const pins = source.pinned.flatMap((id) => deed.world.issues.get(id) ?? []);
      return connection(
        'pinnedIssues',
        pins.map((issue) => pin(issue, deed)),
        args,
      );
    },
  }),
};

function pin(issue: Issue, { world }: Context['deed']) {
  const event = issue.events.findLast(({ kind }) => kind === 'PinnedEvent');
  return {
    kind: 'PinnedIssue',
    id: `PI_${issue.nodeId.slice(2)}`,
    issue,
    pinnedBy: event ? world.user(event.actor) : null,
  };
}

/** Of several labels one is enough here; REST wants all of them. */
function issues(source: Repository, args: Args, context: Context) {
  const { world } = context.deed;
  const filter = record(args, 'filterBy') ?? {};
  const names = texts(args, 'labels') ?? texts(filter, 'labels');
  for (const [key, value] of Object.entries(filter))
    if (key !== 'labels' && key !== 'since' && value !== false) notEmulated(`IssueFilters.${key}`);
  const since = Date.parse(optionalText(filter, 'since') ?? '');
  const states = texts(args, 'states');
  const wanted = names?.map((name) => world.labelNamed(source, name)?.id);
  const filtered = names !== undefined || states !== undefined || since >= 0;
  const order = record(args, 'orderBy');
  const sign = order && optionalText(order, 'direction') === 'DESC' ? -1 : 1;
  const field = order && optionalText(order, 'field');
  const key = (issue: Issue) =>
    field === 'UPDATED_AT' ? issue.updatedAt : field === 'COMMENTS' ? issue.comments.length : issue.createdAt;
  const found = world
    .issuesOf(source)
    .filter((issue) => {
      const then = filtered ? membership(world, issue, context.listLagMs) : issue;
      if (!then || (states && !states.includes(then.state.toUpperCase()))) return false;
      if (issue.updatedAt < since || (since >= 0 && issue.updatedAt > world.instant() - context.listLagMs))
        return false;
      return !wanted || wanted.some((id) => id !== undefined && then.labels.includes(id));
    })
    .sort((a, b) => sign * (key(a) - key(b) || a.number - b.number));
  return connection('issues', found, args, (issue) => [key(issue), issue.number], sign < 0);
}
