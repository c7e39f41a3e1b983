import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outputFolder, startChromium } from './chromium.ts';
import { type Product, startProduct } from './product.ts';
import { emptyParts, focused, phone, type Screen, violations, visit, wide } from './visit.ts';

const browser = await startChromium();
if (typeof browser === 'string') {
  if (process.env.CI === 'true') throw new Error(browser);
  console.warn(`The tests of the page in a browser are skipped. ${browser}`);
}

/** What every page shows at first, but for what can only be reached from another one. */
const pages: readonly {
  readonly name: string;
  readonly path?: string;
  readonly issue?: string;
  readonly press?: string;
  /** Seen by axe at both widths, light and dark at each. */
  readonly isBoth?: boolean;
}[] = [
  { name: 'list', path: '/', isBoth: true },
  { name: 'filters', path: '/', press: '#tabs .menu > summary' },
  { name: 'people', path: '/', press: '.who > summary' },
  { name: 'nothing found', path: '/acme/shop/issues?text=nothing+like+it&label=incident' },
  { name: 'labels', issue: 'Mails to reset a password arrive late', press: '#labels summary', isBoth: true },
  { name: 'commands', issue: 'Checkout returns 500 for every card payment', press: '.commands summary', isBoth: true },
  { name: 'sub-issue', issue: 'Checkout returns 500 for every card payment', press: '#sub-issues summary' },
  { name: 'ongoing', issue: 'Postmortem: Mails to reset a password arrive late' },
  { name: 'editing', issue: 'Postmortem: Mails to reset a password arrive late', path: '?edit=body', isBoth: true },
  { name: 'review', issue: 'Postmortem: Search is slow in Europe', isBoth: true },
  { name: 'measure', issue: 'Check restored backups every week' },
  { name: 'board', issue: 'Postmortem index' },
  { name: 'new issue', path: '/acme/shop/issues/new' },
  { name: 'person', path: '/zoe' },
  { name: 'not found', path: '/acme/shop/issues/999' },
];

describe.skipIf(typeof browser === 'string')('the page in a browser', { timeout: 300_000 }, () => {
  let product: Product;
  const come = (screen: Screen) => visit(browser as Browser, product, screen);

  beforeAll(async () => {
    mkdirSync(outputFolder, { recursive: true });
    product = await startProduct();
  }, 300_000);
  afterAll(async () => {
    await (browser as Browser).close();
    await product.stop();
  });

  test.each([wide, phone])(
    'every page, $viewport.width pixels wide, and what axe finds of barriers',
    async (screen) => {
      const { page, look, complaints } = await come(screen);
      const home = page.url();
      const links = await page.locator('.rows h2 a').evaluateAll((all) => all.map((one) => [one.innerText, one.href]));
      const addresses = new Map(links as [string, string][]);
      const found: string[] = [];
      for (const { name, path = '', issue, press, isBoth = false } of pages) {
        await page.goto(new URL(path, issue === undefined ? home : addresses.get(issue)).href);
        if (press !== undefined) await page.locator(press).first().click();
        await look(name);
        const width = await page.evaluate('document.documentElement.scrollWidth');
        if (width !== screen.viewport.width) found.push(`${name} is ${width} wide`);
        // A phone shows the same parts in another order: enough to look at those that are laid out anew.
        if (screen === phone && !isBoth) continue;
        found.push(...(await violations(page)).map((one) => `${name}: ${one}`));
        if (!isBoth) continue;
        const other = screen.colorScheme === 'light' ? 'dark' : 'light';
        await page.emulateMedia({ colorScheme: other });
        found.push(...(await violations(page, ['color-contrast'])).map((one) => `${name}, ${other}: ${one}`));
        await page.emulateMedia({ colorScheme: screen.colorScheme });
      }
      expect(found).toEqual([]);
      expect(complaints.filter((one) => !one.includes('404'))).toEqual([]);
    },
  );

  test('post, edit, react, close and reopen by hand and by keyboard, while somebody else looks on', async () => {
    const [ann, wes] = await Promise.all([come(wide), come(phone)]);
    await wes.page.locator('.who > summary').click();
    await wes.press('wes', wes.page.locator('.who'));
    for (const { page, press } of [ann, wes]) {
      await press('Launch mail sent twice');
      await page.getByLabel('Comment as').waitFor();
      await page.waitForLoadState();
    }
    await wes.write('Comment as', 'half a thought');
    await wes.page.evaluate(`told = []; said = document.querySelector('#news');
      new MutationObserver(() => told.push(said.innerText)).observe(said, { childList: true })`);

    const { page, press } = ann;
    await page.keyboard.press('Tab');
    expect(await focused(page)).toEqual({ words: 'Skip to content', isSeen: true });
    await page.getByLabel('Comment as').fill('It **still** fails.');
    await page.keyboard.press('Control+Enter');
    const comment = page.locator('.entry .comment').last();
    await comment.locator('strong', { hasText: 'still' }).waitFor();
    await wes.page.locator('strong', { hasText: 'still' }).waitFor();
    expect(await wes.page.evaluate('told')).toContain('New comment by ann.');

    await comment.locator('.menu > summary').first().click();
    await press('Edit', comment);
    await page.getByLabel('Comment', { exact: true }).fill('It fails no more.');
    await press('Save');
    await wes.page.locator('.comment', { hasText: 'It fails no more.' }).waitFor();
    await comment.getByLabel('Add a reaction').click();
    await comment.getByLabel('rocket', { exact: true }).click();
    await comment.getByRole('button', { name: 'rocket', pressed: true }).waitFor();

    // The picker opens, is left by Escape, and gives the focus back.
    const change = page.locator('#labels summary');
    await change.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator('#labels input:focus').getAttribute('value')).toBe('incident');
    await page.keyboard.press('Escape');
    expect(await page.locator('#labels .menu').getAttribute('open')).toBeNull();
    expect(await focused(page)).toEqual({ words: 'Change labels', isSeen: true });
    await page.locator('#assignees summary').click();
    await press('tia', page.locator('#assignees'));
    await press('Apply', page.locator('#assignees'));
    await wes.page.locator('#assignees .person', { hasText: 'tia' }).waitFor();

    await press('Close otherwise');
    await press('Close as not planned');
    await page.locator('.badge', { hasText: 'Closed as not planned' }).waitFor();
    await wes.page.locator('.badge', { hasText: 'Closed as not planned' }).waitFor();
    expect(await wes.page.getByLabel('Comment as').inputValue()).toBe('half a thought');
    await press('Reopen issue');
    await page.locator('.badge', { hasText: 'Open' }).waitFor();
    expect([...ann.complaints, ...wes.complaints]).toEqual([]);
  });

  test('a newcomer takes the tour on a phone', async () => {
    const { page, press, takeTour, look, complaints } = await come(phone);
    await takeTour(look);
    await press('Your postmortem', page.locator('#tour'));
    await look('complete');
    expect(await emptyParts(page)).toEqual([]);
    await page.locator('.comment', { hasText: 'Complete. Thank you for writing it down.' }).waitFor();
    await page.locator('.badge', { hasText: 'Closed' }).waitFor();
    const measure = page.locator('#body li', { hasText: 'Refuse a deploy whose connections exceed' });
    expect(await measure.innerText()).toMatch(/P1 · accepted · wes · by \d+ \w+ · answers F1/);
    expect(await violations(page)).toEqual([]);
    await press('the index', page.locator('#tour'));
    await look('index');
    const entry = page.locator('#body li', { hasText: /^\s*Checkout returns 500 for every card payment/ });
    expect(await entry.innerText()).toMatch(/payment\n\d+ \w+ · \d+ min · 0 of 1 measure done/);
    expect(complaints).toEqual([]);
  });

  test('a newcomer who hides the tour writes their own postmortem on a wide screen, by what the app asks', async () => {
    const { page, press, write, answerTheApp, look, complaints } = await come(wide);
    await press('Hide');
    await press('New issue');
    await write('Title', 'Search finds nothing');
    await press('incident');
    await press('Create');
    await page.locator('.comment a', { hasText: 'Postmortem: Search finds nothing' }).click();
    await answerTheApp();
    await look('own');
    expect(await emptyParts(page)).toEqual(['Lessons', 'Artifacts']);
    expect(await violations(page)).toEqual([]);
    await page.locator('.comment', { hasText: 'Read it together, then close it.' }).waitFor();
    await press('Close as completed');
    await page.locator('.badge', { hasText: 'Closed as completed' }).waitFor();
    await product.hurry();
    await page.getByLabel('Home').click();
    await page.locator('#pinned').getByRole('link', { name: 'Postmortem index' }).click();
    const entry = page.locator('#body li', { hasText: /^\s*Search finds nothing/ });
    expect(await entry.innerText()).toMatch(/nothing\n\d+ \w+ · \d+ min · 0 of 1 measure done/);
    expect(complaints).toEqual([]);
  });
});
