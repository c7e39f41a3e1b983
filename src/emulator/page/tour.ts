/**
 * The tour of whoever comes for the first time: a few steps, each done once the world says so, so that it goes on by itself wherever somebody acts.
 * What the steps are is handed in; here they get their looks. Who has hidden it is remembered in a cookie.
 */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { adviceFor, type Viewer } from './abilities.ts';
import type { Html } from './html.ts';
import { icon } from './icons.ts';

export interface Tour {
  readonly steps: readonly TourStep[];
  /** Markdown, once all of them are done. */
  readonly farewell: string;
}

export interface TourStep {
  readonly title: string;
  /** Markdown. */
  readonly words: string;
  readonly isDone: boolean;
  /** Where it is done: the path of a page, and what a link there says. */
  readonly at?: { readonly path: string; readonly words: string };
  /** A comment to begin with, on the page where the step is done. */
  readonly example?: string;
}

/** Which way somebody wants it. */
export const tourWishes = ['hide', 'show'] as const;
export type TourWish = (typeof tourWishes)[number];

const tourCookie = 'tour';
const yearSeconds = 365 * 24 * 60 * 60;

export function isTourHidden(c: Context): boolean {
  return getCookie(c, tourCookie) === 'hidden';
}

export function keepTourWish(c: Context, wish: TourWish): void {
  setCookie(c, tourCookie, wish === 'hide' ? 'hidden' : 'shown', {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: yearSeconds,
  });
}

/** @param here the page's own address */
export function tourBox(tour: Tour, here: string, viewer: Viewer, markdown: (text: string) => Html | string): Html {
  const { steps, farewell } = tour;
  const at = steps.findIndex((step) => !step.isDone);
  const step = steps[at];
  const place = step ? `Tour, step ${at + 1} of ${steps.length}` : 'Tour, done';
  return html`<section class="tour" id="tour" aria-label="Tour">
  <div class="tour-head"><p class="tour-place">${place}</p>
    <ol class="tour-steps">${steps.map((one, index) => dot(one, index, index === at))}</ol>
    ${wishForm('hide', here, html`Hide<span class="sr-only"> the tour</span>`)}</div>
  ${step ? current(step, here, viewer, markdown) : html`<div class="tour-words">${markdown(farewell)}</div>`}
</section>`;
}

/** Below the box for the next comment, where whoever has just written one looks: what comes next, and the way up. */
export function tourLine({ steps }: Tour, here: string): Html {
  const at = steps.findIndex((step) => !step.isDone);
  const step = steps[at];
  if (!step) return html`<p class="tour-line"><a href="#tour">Tour, done</a></p>`;
  return html`<p class="tour-line"><span>Tour, step ${at + 1} of ${steps.length}: <a href="#tour">${step.title}</a></span> ${buttonOf(step, here)}</p>`;
}

/** What brings it back, or sends it away. */
export function wishForm(wish: TourWish, here: string, words: Html): Html {
  return html`<form method="post" action="/_/tour"><input type="hidden" name="back" value="${here}"><button class="quiet" name="wish" value="${wish}">${words}</button></form>`;
}

function dot({ title, isDone }: TourStep, index: number, isCurrent: boolean): Html {
  const state = isDone ? 'done' : isCurrent ? 'current' : 'to come';
  return html`<li class="tour-step tour-${isDone ? 'done' : isCurrent ? 'current' : 'later'}"${isCurrent ? html` aria-current="step"` : ''}>
    <span class="tour-dot" aria-hidden="true">${isDone ? icon('check') : index + 1}</span> <span class="tour-title">${title}<span class="sr-only">, ${state}</span></span></li>`;
}

function current(step: TourStep, here: string, viewer: Viewer, markdown: (text: string) => Html | string): Html {
  const button = buttonOf(step, here);
  const advice = adviceFor(viewer, 'label');
  return html`<h2>${step.title}</h2>
  <div class="tour-words">${markdown(step.words)}</div>
  ${advice ? html`<p class="tour-words">${advice}</p>` : ''}
  ${button ? html`<p class="tour-go">${button}</p>` : ''}`;
}

function buttonOf({ at, example }: TourStep, here: string): Html | '' {
  if (!at) return '';
  if (here.split('?')[0] !== at.path) return html`<a class="button primary" href="${at.path}">${at.words}</a>`;
  if (example === undefined) return '';
  return html`<a class="button primary" href="${at.path}?${new URLSearchParams({ comment: example })}#comment" data-insert="${example}">Put an example into the comment box</a>`;
}
