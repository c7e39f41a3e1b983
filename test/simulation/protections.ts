/** The protections of the app: for each a build without it, and a story that it is needed in. */
import type { Build } from './play.ts';
import type { Story } from './story.ts';
import { cut, record, row, story, write } from './tell-story.ts';
import * as without from './without.ts';

export interface Protection {
  readonly name: string;
  readonly without: Build;
  readonly story: Story;
  /** The law that is broken without it. */
  readonly breaks: number;
}

const isComment = (path: string) => path.endsWith('/comments');
const isIssue = (_path: string, body: string) => body.includes('mutation CreateIssue');
const marks = /<!-- [cs]\d+\.[0-9a-f]{8} -->/g;
const ledger = /<!-- postmortems:ledger .*? -->/g;

export const protections: readonly Protection[] = [
  {
    name: 'the last look before a body is written',
    without: without.blindBeforeWrites,
    story: story([[row('w10w')], [write('w12w', 'while planned'), row('w11w')]]),
    breaks: 6,
  },
  {
    name: 'the merge of lost edits, by the event of the write',
    without: without.deafToItself,
    story: story([[row('w10w')], [write('w12w', 'in flight'), row('w11w')]]),
    breaks: 8,
  },
  {
    name: 'the merge of lost edits, by the history of the page where the event is lost',
    without: without.together(
      without.deafToItself,
      without.reading((text) =>
        text.replace(/"userContentEdits":\{"nodes":\[.*?\]\}/g, '"userContentEdits":{"nodes":[]}'),
      ),
    ),
    story: story([[row('w10w')], [write('w12w', 'in flight'), row('w11w')]]),
    breaks: 2,
  },
  {
    name: 'the revision of a region, by which a stale save is known',
    without: without.reading((text) => text.replace(/\\"revision\\":\d+/g, '\\"revision\\":1')),
    story: story([
      [row('w10w')],
      [['moe', { do: 'open the editor', on: record }], row('w11w'), row('w12w')],
      [write('w13w', 'stale')],
    ]),
    breaks: 1,
  },
  {
    name: 'what has been opened is looked for before it is opened again',
    without: without.askingAgainFor(isIssue),
    story: story([[row('w10w')]], [{ hits: 'open issue', nth: 1, goes: '502 after' }]),
    breaks: 7,
  },
  {
    name: 'of two postmortems the younger is closed',
    without: without.together(
      without.askingAgainFor(isIssue),
      without.notDoing((method, _path, body) => method === 'PATCH' && body.includes('"duplicate"')),
    ),
    story: story([[row('w10w')]], [{ hits: 'open issue', nth: 1, goes: 'cut after' }]),
    breaks: 1,
  },
  {
    name: 'of two comments the younger goes',
    without: without.together(
      without.askingAgainFor(isComment),
      without.notDoing((method, path) => method === 'DELETE' && path.includes('/comments/')),
    ),
    story: story([[row('w10w')]], [{ hits: 'write comment', nth: 1, goes: '502 after' }]),
    breaks: 1,
  },
  {
    name: 'the ledger, which knows what has been read and done',
    without: without.reading((text) => text.replace(ledger, '')),
    story: story([[row('w10w')]]),
    breaks: 5,
  },
  {
    name: 'the markers of rows and passages',
    without: without.reading((text) => text.replace(marks, '')),
    story: story([[row('w10w')], [row('w11w')]]),
    breaks: 1,
  },
  {
    name: 'receipts, which know what was read once the ledger is gone',
    without: without.reading((text) => text.replaceAll('"viewerHasReacted":true', '"viewerHasReacted":false')),
    story: story([
      [row('w10w'), row('w11w')],
      [cut('w10w')],
      [['ann', { do: 'delete the status comment', on: record }]],
    ]),
    breaks: 8,
  },
  {
    name: 'one pass at a time over a case',
    without: without.passOnEachMark,
    story: story([[row('w10w'), row('w11w')]], [], 1500),
    breaks: 7,
  },
  {
    name: 'the end of a fight',
    without: without.forgettingFights,
    story: story([[row('w10w')]], [{ hits: 'lines', burst: 0 }], 1500),
    breaks: 10,
  },
  {
    name: 'the resync',
    without: without.withoutResync,
    story: story([[row('w10w')]], [{ hits: 'deliveries', goes: 'lost' }]),
    breaks: 1,
  },
  {
    name: 'retries',
    without: without.withoutRetries,
    // In the first burst a case is looked at once more, after its first comments.
    story: story([[row('w10w')], [row('w11w')]], [{ hits: 'write body', nth: 2, goes: '502' }]),
    breaks: 8,
  },
  {
    name: 'the pause that GitHub asks for',
    without: without.pushing,
    story: story([[row('w10w')]], [{ hits: 'write body', nth: 1, goes: '429' }]),
    breaks: 9,
  },
  {
    name: 'a role that is asked for once',
    without: without.reading((text) => text.replace(/\\"read\\":\\"[^"\\]*\\"/g, '\\"read\\":\\"\\"')),
    story: story([[row('w10w')], [['ann', { do: 'lose the role', who: 'wes' }]], [row('w11w', 'ann')]]),
    breaks: 1,
  },
  {
    name: 'the rights of whoever commands',
    without: without.reading((text) =>
      text.replace(/"role_name":"\w+"/g, '"role_name":"admin"').replace(/"permission":"\w+"/g, '"permission":"admin"'),
    ),
    story: story([[row('w10w', 'zoe')]]),
    breaks: 1,
  },
];
