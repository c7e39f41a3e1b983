/**
 * The peer of requests: the same feature, decided from each event, as Probot's documentation shows handlers. What an event asks for is read, the body is
 * changed, the comment gets its reaction.
 */
import type { Probot } from 'probot';

const mayWrite = ['admin', 'maintain', 'write', 'triage'];

export function edgeHandler(app: Probot): void {
  app.on('issue_comment.created', async (context) => {
    if (context.isBot) return;
    const { comment } = context.payload;
    const [, text] = /^\/timeline (.*)$/m.exec(comment.body) ?? [];
    if (text === undefined) return;
    const { rest } = context.octokit;
    const config = await context.config('postmortems.yml', { label: 'postmortem' });
    const { data: permission } = await rest.repos.getCollaboratorPermissionLevel(
      context.repo({ username: comment.user?.login ?? '' }),
    );
    if (!mayWrite.includes(permission.role_name)) return;
    const { data: children } = await rest.issues.listSubIssues(context.issue());
    const found = children.find((one) =>
      one.labels.some((label) => (typeof label === 'string' ? label : label.name) === config?.label),
    );
    if (!found) return;
    const place = context.repo({ issue_number: found.number });
    const { data: page } = await rest.issues.get(place);
    const row = `- [${comment.created_at.slice(11, 16)}](${comment.html_url}) ${text}`;
    await rest.issues.update({ ...place, body: `${page.body ?? ''}\n${row}` });
    await rest.reactions.createForIssueComment(context.repo({ comment_id: comment.id, content: 'rocket' as const }));
  });
}
