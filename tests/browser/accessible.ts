// What a page must keep for everyone: no serious axe violation, nothing wider than the window.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Looked {
  /** Where nothing but the theme has changed. */
  onlyColours?: boolean;
  /** A part of the page, as a selector. */
  within?: string;
}

/** Serious and critical violations, one line each. */
export async function violations(page: Page, { onlyColours = false, within }: Looked = {}): Promise<string[]> {
  // The page alone: the preview's frame has no script axe could run in.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (within !== undefined) axe.include(within);
  const { violations: found } = await (onlyColours ? axe.withRules('color-contrast') : axe.withTags(RULES)).analyze();
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
