/**
 * The records of the embedded GitHub and the ways to find one: every look-up by id, number, login or name is one step. Holds the
 * invariant that the indexes and the records agree, so only `put…` and `drop…` add or remove. Knows nothing of rights, REST or hooks.
 */
import { firstIds, type IdKind, nodeId } from './ids.ts';
import type { Comment, EventDetail, Issue, Label, Repository, Role, Saved, TimelineEvent, User } from './model.ts';

type Node = User | Repository | Label | Issue | Comment;

export class World {
  readonly users = new Map<number, User>();
  readonly repositories = new Map<number, Repository>();
  readonly labels = new Map<number, Label>();
  readonly issues = new Map<number, Issue>();
  readonly comments = new Map<number, Comment>();
  readonly nodes = new Map<string, Node>();
  readonly #logins = new Map<string, User>();
  readonly #names = new Map<string, Repository>();
  readonly #labelNames = new Map<string, Label>();
  readonly #numbers = new Map<string, Issue>();
  readonly #inRepository = new Map<number, Issue[]>();
  readonly #nextIds: Record<string, number> = { ...firstIds };
  readonly #clock: () => number;
  /** Called after every change of the state. */
  onChange: () => void = () => {};

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Now in epoch ms, to the second, as GitHub stamps its records. */
  now(): number {
    return Math.floor(this.#clock() / 1000) * 1000;
  }

  /** Now in epoch ms, uncut. */
  instant(): number {
    return this.#clock();
  }

  nextId(kind: IdKind): number {
    const id = this.#nextIds[kind] ?? firstIds[kind];
    this.#nextIds[kind] = id + 1;
    return id;
  }

  user(id: number): User {
    return found(this.users.get(id), 'user', id);
  }

  repository(id: number): Repository {
    return found(this.repositories.get(id), 'repository', id);
  }

  issue(id: number): Issue {
    return found(this.issues.get(id), 'issue', id);
  }

  login(login: string): User | undefined {
    return this.#logins.get(login.toLowerCase());
  }

  /** A repository by `owner/name`, in any case. */
  named(fullName: string): Repository | undefined {
    return this.#names.get(fullName.toLowerCase());
  }

  fullName(repository: Repository): string {
    return `${this.user(repository.owner).login}/${repository.name}`;
  }

  issueNumbered(repository: Repository, number: number): Issue | undefined {
    return this.#numbers.get(`${repository.id}#${number}`);
  }

  /** The issues of a repository, oldest first. */
  issuesOf(repository: Repository): readonly Issue[] {
    return this.#inRepository.get(repository.id) ?? [];
  }

  labelNamed(repository: Repository, name: string): Label | undefined {
    return this.#labelNames.get(`${repository.id}:${name.toLowerCase()}`);
  }

  labelsOf(issue: Issue): Label[] {
    return issue.labels.map((id) => found(this.labels.get(id), 'label', id));
  }

  commentsOf(issue: Issue): Comment[] {
    return issue.comments.map((id) => found(this.comments.get(id), 'comment', id));
  }

  /** The sub-issues that still exist, in their order. */
  childrenOf(issue: Issue): Issue[] {
    return issue.children.flatMap((id) => this.issues.get(id) ?? []);
  }

  putUser(user: User): User {
    this.users.set(user.id, user);
    this.nodes.set(user.nodeId, user);
    this.#logins.set(user.login.toLowerCase(), user);
    return user;
  }

  putRepository(repository: Repository): Repository {
    this.repositories.set(repository.id, repository);
    this.nodes.set(repository.nodeId, repository);
    this.#names.set(this.fullName(repository).toLowerCase(), repository);
    return repository;
  }

  putLabel(label: Label): Label {
    this.labels.set(label.id, label);
    this.nodes.set(label.nodeId, label);
    this.#labelNames.set(`${label.repository}:${label.name.toLowerCase()}`, label);
    return label;
  }

  renameLabel(label: Label, name: string): void {
    this.#labelNames.delete(`${label.repository}:${label.name.toLowerCase()}`);
    label.name = name;
    this.putLabel(label);
  }

  dropLabel(label: Label): void {
    this.labels.delete(label.id);
    this.nodes.delete(label.nodeId);
    this.#labelNames.delete(`${label.repository}:${label.name.toLowerCase()}`);
  }

  putIssue(issue: Issue): Issue {
    this.issues.set(issue.id, issue);
    this.nodes.set(issue.nodeId, issue);
    this.#numbers.set(`${issue.repository}#${issue.number}`, issue);
    const all = this.#inRepository.get(issue.repository);
    if (all) all.push(issue);
    else this.#inRepository.set(issue.repository, [issue]);
    return issue;
  }

  dropIssue(issue: Issue): void {
    this.issues.delete(issue.id);
    this.nodes.delete(issue.nodeId);
    this.#numbers.delete(`${issue.repository}#${issue.number}`);
    const all = this.#inRepository.get(issue.repository) ?? [];
    all.splice(all.indexOf(issue), 1);
  }

  putComment(comment: Comment): Comment {
    this.comments.set(comment.id, comment);
    this.nodes.set(comment.nodeId, comment);
    return comment;
  }

  dropComment(comment: Comment): void {
    this.comments.delete(comment.id);
    this.nodes.delete(comment.nodeId);
  }

  addUser(kind: User['kind'], login: string): User {
    const id = this.nextId(kind === 'Organization' ? 'organization' : 'user');
    return this.putUser({ kind, id, nodeId: nodeId(kind, id), login, createdAt: this.now() });
  }

  addEvent(issue: Issue, actor: User, detail: EventDetail): TimelineEvent {
    const id = this.nextId('event');
    const event: TimelineEvent = {
      id,
      nodeId: nodeId('Event', id, issue.repository),
      actor: actor.id,
      createdAt: this.now(),
      ...detail,
    };
    issue.events.push(event);
    return event;
  }

  role(user: User, repository: Repository): Role | undefined {
    return repository.roles[user.login];
  }

  save(rest: Pick<Saved, 'installation' | 'privateKey'>): Saved {
    return {
      version: 1,
      nextIds: this.#nextIds,
      ...rest,
      users: [...this.users.values()],
      repositories: [...this.repositories.values()],
      labels: [...this.labels.values()],
      issues: [...this.issues.values()],
      comments: [...this.comments.values()],
    };
  }

  load(saved: Saved): void {
    Object.assign(this.#nextIds, saved.nextIds);
    for (const user of saved.users) this.putUser(user);
    for (const repository of saved.repositories) this.putRepository(repository);
    for (const label of saved.labels) this.putLabel(label);
    for (const issue of saved.issues) this.putIssue(issue);
    for (const comment of saved.comments) this.putComment(comment);
  }
}

function found<T>(record: T | undefined, what: string, id: number): T {
  if (record === undefined) throw new Error(`The embedded GitHub has lost ${what} ${id}`);
  return record;
}
