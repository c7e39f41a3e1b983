/** What seeds have found, as the shortest stories of it. */
import { expect, test } from 'vitest';
import { judge } from './laws.ts';
import { record, row, say, story, write } from './tell-story.ts';

test.each([
  {
    name: 'what undoes our words in a closed record has them back once it has ended',
    story: story(
      [
        [],
        [['ann', { do: 'close', on: record, as: 'completed' }]],
        [['ann', { do: 'close', on: record, as: 'completed' }]],
        [say('wes', 'row', '/timeline 13:56 something else w3w')],
      ],
      [{ hits: 'lines', burst: 3 }],
      200,
    ),
  },
  {
    name: 'measures are made in the order in which they were said, on the incident or on its record',
    story: story(
      [
        [say('tia', 'factor', '/factor Two changes met w2w')],
        [say('moe', 'over', '/over 13:59 all is well')],
        [
          ['moe', { do: 'say', comment: 'first', on: record, text: '/measure Refuse it w4w' }],
          say('moe', 'second', '/measure Refuse it w5w'),
        ],
      ],
      [
        { hits: 'open issue', nth: 1, goes: '429' },
        { hits: 'write body', nth: 2, goes: 'stop before' },
        { hits: 'any', nth: 69, goes: 'spent' },
      ],
    ),
  },
  {
    name: 'of two indexes that two processes opened at once one is closed without another resync',
    story: story(
      [[]],
      [
        { hits: 'deliveries', goes: 'lost' },
        { hits: 'processes', burst: 0 },
      ],
      20,
    ),
  },
  {
    name: 'an index is not made again where the answer to its creation got lost',
    story: story([[]], [{ hits: 'open issue', nth: 2, goes: '502 after' }]),
  },
  {
    name: 'an edit that was lost under the first of two writes of one pass comes back, and what that one wrote stays',
    story: story(
      [[], [write('w10w', 'in flight'), say('wes', 'lesson', '/lesson It was quick w11w'), row('w12w')]],
      [],
      200,
    ),
  },
  {
    name: 'a write is not begun once GitHub has said slow down to another pass',
    story: story(
      [
        [say('ann', 'lesson', '/lesson It was quick w10w')],
        [['ann', { do: 'delete', comment: 'lesson' }]],
        [
          say('moe', 'over', '/over 13:59 all is well'),
          ['wes', { do: 'write', on: record, section: 'Impact', text: 'Somebody wrote w11w.', how: 'in flight' }],
        ],
      ],
      [{ hits: 'look', nth: 4, goes: '429' }],
      1500,
    ),
  },
  {
    name: 'an edit that one process has merged back is not merged once more by another, although what stood above it is gone',
    story: story(
      [
        [],
        [say('ann', 'summary', '/summary Nobody could pay w10w')],
        [write('w11w', 'in flight'), ['ann', { do: 'delete', comment: 'summary' }]],
      ],
      [{ hits: 'processes', burst: 2 }],
    ),
  },
  {
    name: 'a passage that was written over a lost edit stays where another process merges that one back',
    story: story(
      [
        [['tia', { do: 'mark', on: 'A', label: 'severity 1' }]],
        [say('moe', 'row', '/timeline 13:39 something happened w3w')],
        [
          ['ann', { do: 'cut', on: record, words: 'w3w', how: 'in flight' }],
          say('wes', 'summary', '/summary Nobody could pay w6w'),
        ],
      ],
      [{ hits: 'processes', burst: 2 }],
    ),
  },
  {
    name: 'a passage stays where a text that was opened before it came was saved under a write, and lost',
    story: story(
      [
        [],
        [['wes', { do: 'open the editor', on: record }], say('moe', 'impact', '/impact 20 people saw it w10w')],
        [
          say('moe', 'over', '/over 13:59 all is well'),
          say('moe', 'summary', '/summary Nobody could pay w11w'),
          say('moe', 'other', '/timelime 13:00 nearly w12w'),
          say('tia', 'factor', '/factor Two changes met w13w'),
          ['wes', { do: 'write', on: record, section: 'Impact', text: 'Somebody wrote w14w.', how: 'stale' }],
        ],
      ],
      [],
      1500,
    ),
  },
  {
    name: 'of two measures made of one line the younger does not come forth where somebody takes the older out',
    story: story(
      [[say('wes', 'measure', '/measure Refuse it w2w')], [['ann', { do: 'unlink', on: 'measure w2w' }]]],
      [{ hits: 'processes', burst: 0 }],
      200,
    ),
  },
  {
    name: 'a reply that two processes gave at once is one before the next resync',
    story: story(
      [[], [['moe', { do: 'open the editor', on: record }], say('ann', 'nearly', '/timelime 13:00 nearly w10w')]],
      [
        { hits: 'deliveries', goes: 'lost' },
        { hits: 'processes', burst: 1 },
      ],
    ),
  },
  {
    name: 'a passage whose comment is gone does not come back where another process merges a lost edit',
    story: story(
      [
        [say('ann', 'factor', '/factor Two changes met w2w')],
        [
          say('moe', 'over', '/over 13:59 all is well'),
          ['ann', { do: 'write', on: record, section: 'Summary', text: 'Somebody wrote w3w.', how: 'in flight' }],
          ['ann', { do: 'delete', comment: 'factor' }],
        ],
      ],
      [{ hits: 'processes', burst: 1 }],
      200,
    ),
  },
  {
    name: 'what one process has merged back stays where another one merges the next edit that was lost',
    story: story(
      [
        [],
        [
          ['moe', { do: 'write', on: record, section: 'Impact', text: 'Somebody wrote w2w.', how: 'in flight' }],
          say('ann', 'row', '/timeline 13:41 and more w3w'),
          ['moe', { do: 'write', on: record, section: 'Impact', text: 'Somebody wrote w4w.', how: 'in flight' }],
        ],
      ],
      [{ hits: 'processes', burst: 1 }],
      1500,
    ),
  },
  {
    name: 'of two postmortems of one incident the younger does not stand for the older where somebody deletes that one',
    story: story(
      [
        [say('wes', 'summary', '/summary Nobody could pay w2w')],
        [['ann', { do: 'reword', comment: 'summary', text: '/timeline 25:71 no such time w3w' }]],
        [['ann', { do: 'remove', on: record }]],
      ],
      [{ hits: 'processes', burst: 0 }],
      1500,
    ),
  },
  {
    name: 'the comment that told of a fight tells of a line in a quote, too',
    story: story(
      [[say('moe', 'quote', '> /timeline 13:00 quoted w10w'), ['tia', { do: 'mark', on: 'A', label: 'severity 1' }]]],
      [{ hits: 'lines', burst: 0 }],
    ),
  },
  {
    name: 'the comment that told of a fight may be deleted, though a clean run has none',
    story: story(
      [
        [['tia', { do: 'mark', on: 'A', label: 'severity 1' }]],
        [['ann', { do: 'delete the status comment', on: record }]],
      ],
      [{ hits: 'lines', burst: 0 }],
    ),
  },
])('$name', { timeout: 100_000 }, async ({ story }) => {
  expect(await judge(story)).toEqual([]);
});
