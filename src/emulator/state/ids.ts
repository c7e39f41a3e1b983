/**
 * Database ids and node ids that look like GitHub's. Ids of comments, issues and events are above 2³¹ as the real ones are, so
 * that code which reads them through GraphQL's `Int` fails here too. Node ids are GitHub's newer format: a prefix, then MessagePack in
 * base64.
 */

/** Where the ids of each kind begin. */
export const firstIds = {
  user: 201,
  organization: 101,
  repository: 700_001,
  label: 5_200_000_001,
  issue: 3_500_000_001,
  comment: 3_100_000_001,
  event: 15_000_000_001,
  reaction: 300_000_001,
  edit: 900_000_001,
  delivery: 70_000_000_001,
} as const;

export type IdKind = keyof typeof firstIds;

const prefixes = {
  User: 'U',
  Bot: 'BOT',
  Organization: 'O',
  Repository: 'R',
  Label: 'LA',
  Issue: 'I',
  IssueComment: 'IC',
  Reaction: 'REA',
  UserContentEdit: 'UCE',
  PinnedIssue: 'PI',
  Event: 'EV',
} as const;

/** The node id of a record; `scope` is the repository's id for whatever lives in one. */
export function nodeId(kind: keyof typeof prefixes, id: number, scope?: number): string {
  const numbers = scope === undefined ? [0, id] : [0, scope, id];
  const bytes = [0x90 + numbers.length, ...numbers.flatMap(packed)];
  return `${prefixes[kind]}_${Buffer.from(bytes).toString('base64url')}`;
}

function packed(value: number): number[] {
  if (value < 0x80) return [value];
  const bytes = Buffer.alloc(9);
  if (value < 0x1_0000_0000) {
    bytes.writeUInt8(0xce, 0);
    bytes.writeUInt32BE(value, 1);
    return [...bytes.subarray(0, 5)];
  }
  bytes.writeUInt8(0xcf, 0);
  bytes.writeBigUInt64BE(BigInt(value), 1);
  return [...bytes];
}
