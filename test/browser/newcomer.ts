/**
 * Somebody who has never seen the project, before the page. They know how GitHub works and what happened in the incident; of the app they know what
 * the page says at this moment: they press only what can be seen, and write only what the page shows how to write.
 */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Newcomer {
  /** Presses what has that name, or begins with it, if it can be seen. */
  press(name: string, within?: Locator): Promise<void>;
  write(label: string, text: string): Promise<void>;
  /** Sends what stands in the box for the next comment. */
  comment(): Promise<void>;
  /** Does what the tour says, until it says that all is done. */
  takeTour(look: (place: string) => Promise<void>): Promise<void>;
  /** Does what the app's own comment asks for next, until it asks for nothing more. */
  answerTheApp(): Promise<void>;
}

/** @param hurry does what waits for more to come */
export function createNewcomer(page: Page, hurry: () => Promise<void>): Newcomer {
  const tour = page.locator('#tour');
  const said = page.locator('#timeline .markdown-body > p:first-child', { hasText: /^\s*(?:Next: |Complete\.)/ });

  async function press(name: string, within: Locator = page.locator('body')): Promise<void> {
    const controls = within.locator('a, button, summary, label').filter({ visible: true });
    const named = (end: string) => controls.filter({ hasText: new RegExp(`^\\s*${escaped(name)}\\s*${end}`) }).first();
    await ((await named('$').count()) ? named('$') : named('')).click();
  }

  async function write(label: string, text: string): Promise<void> {
    await page.getByLabel(label).filter({ visible: true }).fill(text);
  }

  async function comment(): Promise<void> {
    await press('Comment', page.locator('#new-comment'));
    await hurry();
  }

  /** One thing that the tour asks for: its own button, else what its words name, in that order. */
  async function follow(): Promise<void> {
    const button = tour.locator('.tour-go').getByRole('link');
    if (await button.isVisible()) {
      const words = await button.innerText();
      await button.click();
      if (!words.startsWith('Go to')) await comment();
      return;
    }
    for (const name of await tour.locator('.tour-words').locator('strong, code').allInnerTexts())
      await press(name, page.locator('main'));
    await hurry();
  }

  async function takeTour(look: (place: string) => Promise<void>): Promise<void> {
    const seen = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const before = await tour.innerText();
      const [place = ''] = before.split('\n');
      if (!seen.has(place)) await look(place);
      seen.add(place);
      if (place === 'Tour, done') return;
      await follow();
      await expect.poll(() => tour.innerText(), { timeout: 10_000, message: `after: ${before}` }).not.toBe(before);
    }
    throw new Error(`The tour does not end: ${await tour.innerText()}`);
  }

  async function answerTheApp(): Promise<void> {
    await beginTimeline();
    for (let round = 0; round < 20; round += 1) {
      const words = await said.innerText();
      if (words.startsWith('Complete')) return;
      await answer(words);
      await expect.poll(() => said.innerText(), { timeout: 10_000, message: `after: ${words}` }).not.toBe(words);
    }
    throw new Error(`The app does not stop asking: ${await said.innerText()}`);
  }

  /** Nothing is asked before something stands in the timeline, which says how that is done. */
  async function beginTimeline(): Promise<void> {
    const how = page.locator('#body code', { hasText: /^\/timeline \d/ });
    const line = (await how.innerText()).replace('what happened', 'discovered: three people see an empty page');
    await write('Comment as', line.replace(/\d\d:\d\d/, '-20m'));
    await comment();
  }

  /** With the command that it names, or with the first one that tells of the part. */
  async function answer(words: string): Promise<void> {
    const [, part = '', command] = /^Next: (.+?)\.(?:.*(\/[a-z]+) and what told you so)?/s.exec(words) ?? [];
    if (command !== undefined) {
      await write('Comment as', `${command} no error for half an hour`);
      return comment();
    }
    if (!words.includes('On its own issue, comment /accept'))
      return chooseCommand(new RegExp(part.replace(/s$/, ''), 'i'));
    await page.locator('#sub-issues .row a').first().click();
    await chooseCommand(/^\s*\/accept/);
    await page.locator('#head a', { hasText: 'Postmortem: ' }).click();
  }

  /** From the list below the box. */
  async function chooseCommand(about: RegExp): Promise<void> {
    await press('Commands: what you can write besides words');
    const row = page.locator('.commands li').filter({ hasText: about });
    await row.first().getByRole('link').first().click();
    await comment();
  }

  return { press, write, comment, takeTour, answerTheApp };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
