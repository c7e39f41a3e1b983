/** Somebody's first visit to the page, and what can be asked about what they see. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { outputFolder } from './chromium.ts';
import { createNewcomer, type Newcomer } from './newcomer.ts';
import type { Product } from './product.ts';

export interface Screen {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
  readonly hasTouch?: boolean;
  readonly isMobile?: boolean;
}

export const wide: Screen = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' };
export const phone: Screen = {
  viewport: { width: 390, height: 780 },
  colorScheme: 'dark',
  hasTouch: true,
  isMobile: true,
};

export interface Visit extends Newcomer {
  readonly page: Page;
  /** What the browser complains about, and whatever it asks of anybody but the product. */
  readonly complaints: readonly string[];
  /** Keeps a picture under the test output. */
  look(name: string): Promise<void>;
}

export async function visit(browser: Browser, { url, hurry }: Product, screen: Screen): Promise<Visit> {
  const context = await browser.newContext({ ...screen, reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  return {
    page,
    complaints,
    look: async (name) => {
      const file = `${name}-${screen.viewport.width}.jpg`.replace(/[^\w.]+/g, '-').toLowerCase();
      await page.screenshot({ path: join(outputFolder, file), type: 'jpeg', quality: 80, fullPage: true });
    },
    ...createNewcomer(page, hurry),
  };
}

/** The headings of the text below which nothing stands. */
export async function emptyParts(page: Page): Promise<string[]> {
  return page
    .locator('#body .markdown-body > h2')
    .evaluateAll((headings) =>
      headings.filter(({ nextElementSibling: next }) => !next || next.tagName === 'H2').map((one) => one.innerText),
    );
}

/**
 * What axe finds, as `rule: where`; only what is serious or worse.
 * @param rules all of them when left out
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe.source);
  return page.evaluate(`axe.run(${options}).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target + ' ' + failureSummary)))`);
}

/** What has the focus, and whether that can be seen. */
export async function focused(page: Page): Promise<{ readonly words: string; readonly isSeen: boolean }> {
  const isSeen = await page.evaluate<boolean>('getComputedStyle(document.activeElement).outlineStyle === "solid"');
  return { words: (await page.locator(':focus').innerText()).replace(/\s+/g, ' '), isSeen };
}
