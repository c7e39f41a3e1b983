/** What seeds have found, as the shortest stories of it. */
import { expect, test } from 'vitest';
import { judge } from './laws.ts';
import { record, row, story, write } from './tell-story.ts';

test.each([
  {
    name: 'an index is not made again where the answer to its creation got lost',
    story: story([[]], [{ hits: 'open issue', nth: 2, goes: '502 after' }]),
  },
  {
    name: 'an edit that was lost under the first of two writes of one pass comes back, and what that one wrote stays',
    story: story(
      [
        [],
        [
          write('w10w', 'in flight'),
          ['wes', { do: 'say', comment: 'lesson', on: 'A', text: '/lesson It was quick w11w' }],
          row('w12w'),
        ],
      ],
      [],
      200,
    ),
  },
  {
    name: 'a write is not begun once GitHub has said slow down to another pass',
    story: story(
      [
        [['ann', { do: 'say', comment: 'lesson', on: 'A', text: '/lesson It was quick w10w' }]],
        [['ann', { do: 'delete', comment: 'lesson' }]],
        [
          ['moe', { do: 'say', comment: 'over', on: 'A', text: '/over 13:59 all is well' }],
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
        [['ann', { do: 'say', comment: 'summary', on: 'A', text: '/summary Nobody could pay w10w' }]],
        [write('w11w', 'in flight'), ['ann', { do: 'delete', comment: 'summary' }]],
      ],
      [{ hits: 'processes', burst: 2 }],
    ),
  },
])('$name', { timeout: 100_000 }, async ({ story }) => {
  expect(await judge(story)).toEqual([]);
});
