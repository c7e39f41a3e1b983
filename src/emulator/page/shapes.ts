/** What the page reads of GitHub's REST answers: only the fields that it shows. */
import { z } from 'zod';

const user = z.object({ login: z.string(), type: z.string() }).readonly();

const label = z.object({ name: z.string(), color: z.string(), description: z.string().nullish() }).readonly();
export type Label = z.infer<typeof label>;

const count = z.number().default(0);
const reactions = z
  .object({
    '+1': count,
    '-1': count,
    laugh: count,
    hooray: count,
    confused: count,
    heart: count,
    rocket: count,
    eyes: count,
  })
  .readonly();
export type Reactions = z.infer<typeof reactions>;

/** GitHub's ghost: whoever deleted their account. */
const author = user.nullable().transform((known) => known ?? { login: 'ghost', type: 'User' });
export type Author = z.infer<typeof author>;

const issue = z
  .object({
    id: z.number(),
    node_id: z.string(),
    number: z.number(),
    title: z.string(),
    body: z.string().nullable(),
    html_url: z.string(),
    user: author,
    state: z.enum(['open', 'closed']),
    state_reason: z.string().nullish(),
    labels: z.array(label),
    assignees: z.array(user),
    comments: z.number(),
    created_at: z.string(),
    closed_at: z.string().nullable(),
    reactions: reactions.optional(),
    sub_issues_summary: z.object({ total: z.number(), completed: z.number() }).nullish(),
    parent_issue_url: z.string().nullish(),
  })
  .readonly();
export type Issue = z.infer<typeof issue>;

const comment = z
  .object({
    id: z.number(),
    node_id: z.string(),
    body: z.string(),
    user: author,
    created_at: z.string(),
    updated_at: z.string(),
    reactions: reactions.optional(),
    minimized: z.object({ reason: z.string().nullable() }).nullish(),
  })
  .readonly();
export type Comment = z.infer<typeof comment>;

/** Another issue in an event; null when it no longer exists. */
const reference = z
  .object({ title: z.string(), number: z.number(), repository: z.object({ full_name: z.string() }) })
  .nullish();

/** One thing that happened to an issue; comments stand in the same list and are read elsewhere. */
const event = z
  .object({
    id: z.number().optional(),
    event: z.string(),
    created_at: z.string().optional(),
    actor: author.optional(),
    label: z.object({ name: z.string(), color: z.string().nullish() }).optional(),
    assignee: user.nullish(),
    state_reason: z.string().nullish(),
    rename: z.object({ from: z.string(), to: z.string() }).optional(),
    sub_issue: reference,
    parent_issue: reference,
  })
  .readonly();
export type Event = z.infer<typeof event>;

const repository = z
  .object({
    full_name: z.string(),
    private: z.boolean(),
    archived: z.boolean().optional(),
    permissions: z
      .object({
        admin: z.boolean().default(false),
        maintain: z.boolean().default(false),
        push: z.boolean().default(false),
        triage: z.boolean().default(false),
        pull: z.boolean().default(false),
      })
      .optional(),
  })
  .readonly();
export type Repository = z.infer<typeof repository>;

/** Of GraphQL, because REST does not tell what is pinned and how many issues there are. */
const overview = z.object({
  data: z.object({
    repository: z.object({
      open: z.object({ totalCount: z.number() }),
      closed: z.object({ totalCount: z.number() }),
      pinnedIssues: z.object({ nodes: z.array(z.object({ issue: z.object({ number: z.number() }) })) }),
    }),
  }),
});

const groups = z.array(z.object({ content: z.string(), viewerHasReacted: z.boolean() }));

/** Of GraphQL, because REST does not tell which reactions are the viewer's own. */
const ownReactions = z.object({
  data: z.object({ nodes: z.array(z.object({ id: z.string(), reactionGroups: groups }).nullable()) }),
});

export const shapes = {
  issue,
  issues: z.array(issue),
  comment,
  comments: z.array(comment),
  labels: z.array(label),
  events: z.array(event),
  repository,
  overview,
  ownReactions,
  graphql: z.object({ errors: z.array(z.object({ message: z.string(), type: z.string().optional() })).optional() }),
  /** How REST refuses. */
  refusal: z.object({
    message: z.string(),
    errors: z
      .array(
        z.union([
          z.string(),
          z.object({ message: z.string().optional(), field: z.string().optional(), code: z.string().optional() }),
        ]),
      )
      .optional(),
  }),
};
