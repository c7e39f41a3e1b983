/** The reactions of a text: what was given, by how many, and buttons to join in or take one's own back. */
import { html } from 'hono/html';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import type { Reactions } from './shapes.ts';

interface Sign {
  readonly picture: string;
  readonly name: string;
  /** As GraphQL calls it. */
  readonly content: string;
}

const signs: ReadonlyMap<keyof Reactions, Sign> = new Map([
  ['+1', { picture: '👍', name: 'thumbs up', content: 'THUMBS_UP' }],
  ['-1', { picture: '👎', name: 'thumbs down', content: 'THUMBS_DOWN' }],
  ['laugh', { picture: '😄', name: 'laugh', content: 'LAUGH' }],
  ['hooray', { picture: '🎉', name: 'hooray', content: 'HOORAY' }],
  ['confused', { picture: '😕', name: 'confused', content: 'CONFUSED' }],
  ['heart', { picture: '❤️', name: 'heart', content: 'HEART' }],
  ['rocket', { picture: '🚀', name: 'rocket', content: 'ROCKET' }],
  ['eyes', { picture: '👀', name: 'eyes', content: 'EYES' }],
]);

export const reactionContents: ReadonlySet<string> = new Set([...signs.values()].map(({ content }) => content));

export interface Reactable {
  readonly reactions: Reactions | undefined;
  /** Node id of the issue or the comment. */
  readonly subject: string;
  /** What the viewer has given, as GraphQL calls it. */
  readonly mine: ReadonlySet<string>;
  /** Where to post to, and the part of the page to come back to. */
  readonly action: string;
  readonly anchor: string;
}

export function reactionBar({ reactions, subject, mine, action, anchor }: Reactable): Html {
  const hidden = html`<input type="hidden" name="subject" value="${subject}"><input type="hidden" name="anchor" value="${anchor}">`;
  const given = [...signs].filter(([key]) => (reactions?.[key] ?? 0) > 0);
  const counts = given.map(([key, { picture, name, content }]) => {
    const isMine = mine.has(content);
    return html`<button class="reaction" name="${isMine ? 'remove' : 'add'}" value="${content}" aria-pressed="${isMine ? 'true' : 'false'}" title="${name}">
      <span aria-hidden="true">${picture}</span> <span class="sr-only">${name}:</span>${reactions?.[key]}</button>`;
  });
  const choices = [...signs.values()]
    .filter(({ content }) => !mine.has(content))
    .map(
      ({ picture, name, content }) =>
        html`<button name="add" value="${content}" aria-label="${name}" title="${name}"><span aria-hidden="true">${picture}</span></button>`,
    );
  return html`<div class="reactions">
  <details class="menu"><summary aria-label="Add a reaction" title="Add a reaction">${icon('smiley')}</summary>
    <form class="menu-panel signs" method="post" action="${action}">${hidden}${choices}</form></details>
  ${counts.length > 0 ? html`<form method="post" action="${action}" role="group" aria-label="Reactions">${hidden}${counts}</form>` : ''}
</div>`;
}
