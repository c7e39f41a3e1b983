/** The panel beside an issue: what the app did about it, the latest pass first, with every change in words and as lines that differ. */
import { html } from 'hono/html';
import type { Html } from './html.ts';
import { icon } from './icons.ts';
import { clockTime } from './parts.ts';
import type { ShownChange, ShownPass } from './passes.ts';

const most = 30;

export function passPanel(passes: readonly ShownPass[], home: string): Html {
  const shown = passes.slice(0, most);
  return html`<details class="passes" id="passes" open>
  <summary>${icon('pulse')} <h2>What the app did</h2> <span id="last-pass" class="muted" data-part>${lastLine(shown)}</span></summary>
  <div class="passes-body">
    <div id="no-pass" data-part>${shown.length === 0 ? html`<p class="muted">Nothing on this issue yet. Put a label, comment or edit: within a second the app reads this issue anew, and what it did stands here.</p>` : ''}</div>
    <ol class="pass-list" id="pass-list" data-list>${shown.map((pass) => passItem(pass, home))}</ol>
  </div>
</details>`;
}

function lastLine([last]: readonly ShownPass[]): string {
  if (!last) return 'nothing yet';
  if (last.trouble !== undefined) return 'it met trouble';
  const { length } = last.changes;
  return length === 0 ? 'nothing to change' : `${length} ${length === 1 ? 'change' : 'changes'}`;
}

function passItem(pass: ShownPass, home: string): Html {
  const { id, at, about, why, reads, changes, trouble } = pass;
  const isQuiet = changes.length === 0 && trouble === undefined;
  return html`<li class="pass${isQuiet ? ' pass-quiet' : ''}" id="${id}" data-news="${newsOf(pass, home)}">
  <p class="pass-about"><strong>${linked(about, home)}</strong> <span class="muted">${clockTime(at)}</span></p>
  ${why.map((one) => html`<p class="pass-why">${linked(one, home)}</p>`)}
  ${trouble === undefined ? '' : html`<p class="pass-trouble">${icon('alert')} ${trouble}</p>`}
  ${isQuiet ? html`<p class="pass-nothing">${icon('check')} Nothing to change.</p>` : html`<ul class="pass-changes">${changes.map((change) => changeItem(change, home))}</ul>`}
  <details class="pass-cost"><summary>${costOf(pass)}</summary>
    <p>Read: ${reads.length === 0 ? 'nothing' : reads.map((one, index) => html`${index > 0 ? '; ' : ''}${linked(one, home)}`)}.</p>
    ${pass.requests.names.length === 0 ? '' : html`<ul class="pass-requests">${pass.requests.names.map((name) => html`<li><code>${name}</code></li>`)}</ul>`}
  </details></li>`;
}

function changeItem({ words, diff, trouble }: ShownChange, home: string): Html {
  const why = trouble === undefined ? '' : html`<p class="pass-trouble">${icon('alert')} ${trouble}</p>`;
  if (diff.length === 0) return html`<li>${linked(words, home)}${why}</li>`;
  return html`<li><details class="diff"><summary>${linked(words, home, 'text')} ${countOf(diff)}</summary>
  <pre tabindex="0" aria-label="Lines that differ">${diff.map(diffLine)}</pre></details>${why}</li>`;
}

function countOf(diff: readonly string[]): Html {
  const added = diff.filter((line) => line.startsWith('+')).length;
  const removed = diff.filter((line) => line.startsWith('-')).length;
  return html`<span class="counts">${added > 0 ? html`<span class="added">+${added}<span class="sr-only"> lines added</span></span>` : ''} ${removed > 0 ? html`<span class="removed">−${removed}<span class="sr-only"> lines removed</span></span>` : ''}</span>`;
}

function diffLine(line: string): Html {
  const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
  return html`<span class="line line-${kind}">${line}
</span>`;
}

function costOf({ requests: { reads, writes }, ms }: ShownPass): string {
  const all = reads + writes;
  if (all === 0) return `No request · ${ms} ms`;
  return `${all} ${all === 1 ? 'request' : 'requests'}: ${reads} to read, ${writes} to write · ${ms} ms`;
}

/** What a screen reader says when it appears. */
function newsOf({ changes, trouble }: ShownPass, home: string): string {
  if (trouble !== undefined) return `The app: ${trouble}`;
  const [first, ...others] = changes.map(({ words }) => shortened(words, home));
  if (first === undefined) return '';
  return others.length === 0 ? `The app: ${first}.` : `The app: ${first}, and ${others.length} more.`;
}

const reference =
  /https?:\/\/[^\s/]+\/[\w-]+\/[\w.-]+\/issues\/\d{1,9}(?:#issuecomment-\d+)?|[\w-]+\/[\w.-]+#\d{1,9}\b/g;

/** Plain text in which references are links; those of the same repository are short. */
function linked(text: string, home: string, as: 'links' | 'text' = 'links'): Html {
  if (as === 'text') return html`${shortened(text, home)}`;
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const [whole] = match;
    const path = pathTo(whole);
    parts.push(text.slice(end, match.index), html`<a href="${path}">${shortened(whole, home)}</a>`);
    end = match.index + whole.length;
  }
  return html`${parts}${text.slice(end)}`;
}

function shortened(text: string, home: string): string {
  return text.replace(reference, (whole) => {
    const path = pathTo(whole);
    const [, owner, name, , number = ''] = path.split(/[/#]/);
    const repository = `/${owner}/${name}` === home ? '' : `${owner}/${name}`;
    return `${repository}#${number}${path.includes('#issuecomment') ? ' (comment)' : ''}`;
  });
}

function pathTo(whole: string): string {
  if (URL.canParse(whole)) {
    const { pathname, hash } = new URL(whole);
    return pathname + hash;
  }
  const [repository, number] = whole.split('#');
  return `/${repository}/issues/${number}`;
}
