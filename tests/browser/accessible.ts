// What a page must keep for everyone: no serious axe violation, nothing wider than the window.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from './visitor.js';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rows of a table are drawn by one piece of code: what is wrong with one is wrong with the first dozen. */
const MORE_ROWS = 'tbody tr:nth-child(n+13)';

const LIMIT_MS = 10_000;

interface Looked {
  /** Where nothing but the theme has changed. */
  onlyColours?: boolean;
  /** A part of the page, as a selector. */
  within?: string;
}

/** Serious and critical violations, one line each. */
export async function violations(page: Page, { onlyColours = false, within }: Looked = {}): Promise<string[]> {
  await coloured(page);
  // Its 650 kB are handed to a document once: that takes as long as many an answer of axe.
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(`${axe.source}; undefined`);
  const context: axe.ElementContext = { exclude: [MORE_ROWS], ...(within !== undefined && { include: [within] }) };
  const options: axe.RunOptions = {
    runOnly: onlyColours ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: RULES },
    resultTypes: ['violations'],
    // The page alone: the preview's frame has no script axe could run in.
    iframes: false,
  };
  const { violations: found } = (await page.evaluate(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`,
  )) as axe.AxeResults;
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** How many pixels the document is wider than the window. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  ) as Promise<number>;
}

/** Asks for a theme as the device does, and waits until the whole page has it: in between, one half has the other's colours. */
export async function inTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
}

/** Waits until no colour is on its way from one theme to the other. */
async function coloured(page: Page): Promise<void> {
  const onTheirWay = () =>
    page.evaluate('document.getAnimations().filter((one) => one instanceof CSSTransition).length');
  await expect.poll(onTheirWay, { timeout: LIMIT_MS, interval: 20 }).toBe(0);
}

/** A page of the dashboard is for everyone: in both themes, and no wider than a phone. It is left light, and as wide as it was. */
export async function looksRight(page: Page): Promise<void> {
  await settled(page);
  expect(await violations(page)).toEqual([]);
  await inTheme(page, 'dark');
  expect(await violations(page, { onlyColours: true })).toEqual([]);
  await inTheme(page, 'light');
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => overhang(page)).toBe(0);
  await page.setViewportSize(size);
}
