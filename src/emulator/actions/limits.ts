/** GitHub's limits, with the answers it gives beyond them (github-facts §2). */
import { invalid, refuse } from '../refusal.ts';
import type { Issue } from '../state/model.ts';

const maxTitle = 256;
const maxBody = 65_536;
const maxComments = 2500;
const maxLabels = 100;
export const maxSubIssues = 100;
export const maxDepth = 8;
export const maxPinned = 3;
export const maxAssignees = 10;

export function checkTitle(title: string): void {
  if (!title.trim()) invalid('Issue', 'title', 'missing_field');
  if ([...title].length > maxTitle)
    invalid('Issue', 'title', 'custom', `title is too long (maximum is ${maxTitle} characters)`);
}

export function checkBody(resource: 'Issue' | 'IssueComment', body: string): void {
  if ([...body].length > maxBody)
    invalid(resource, 'body', 'custom', `body is too long (maximum is ${maxBody} characters)`);
}

export function checkComment(body: string): void {
  if (!body.trim()) invalid('IssueComment', 'data', 'unprocessable', 'Body cannot be blank');
  checkBody('IssueComment', body);
}

export function checkCommentCount(issue: Issue): void {
  if (issue.comments.length >= maxComments)
    refuse(403, `Commenting is disabled on issues with more than ${maxComments} comments`);
}

export function checkLabelCount(count: number): void {
  if (count > maxLabels) invalid('Issue', 'labels', 'custom', `Issues cannot have more than ${maxLabels} labels`);
}

export function checkLabel(name: string, color: string, description: string | null): void {
  if (!name.trim()) invalid('Label', 'name', 'missing_field');
  if ([...name].length > 50) invalid('Label', 'name', 'custom', 'name is too long (maximum is 50 characters)');
  if (!/^[0-9a-f]{6}$/i.test(color)) invalid('Label', 'color', 'invalid');
  if (description !== null && [...description].length > 100) {
    invalid('Label', 'description', 'custom', 'description is too long (maximum is 100 characters)');
  }
}
