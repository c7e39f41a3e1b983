/**
 * Issue templates and forms (`.github/ISSUE_TEMPLATE/*`): they put their labels on an issue whoever opens it, also a visitor who could not
 * label it otherwise. Only `name` and `labels` are read, each on a line of its own.
 */
import { refuse } from '../refusal.ts';
import type { Label, Repository } from '../state/model.ts';
import type { Deed } from './deed.ts';

const folder = '.github/ISSUE_TEMPLATE/';

/** The labels of the template of this name, as far as the repository has them. */
export function templateLabels({ world }: Deed, repository: Repository, name: string): Label[] {
  for (const [path, { content }] of Object.entries(repository.files)) {
    if (!path.startsWith(folder)) continue;
    const text = Buffer.from(content, 'base64').toString();
    if (fieldOf(text, 'name') !== name) continue;
    const labels = fieldOf(text, 'labels').replace(/^\[|\]$/g, '');
    return labels.split(',').flatMap((label) => world.labelNamed(repository, unquoted(label)) ?? []);
  }
  return refuse(422, `Could not find the issue template ${name}`);
}

function fieldOf(text: string, key: string): string {
  return unquoted(new RegExp(`^${key}:(.*)$`, 'm').exec(text)?.[1] ?? '');
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}
