// A person at a browser: one page, and everything that must not happen on it (console errors, requests elsewhere).
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { HEARS } from '../../scripts/hears.mjs';
import { service } from './service.js';

const LIMIT_MS = 30_000;

export interface Visitor {
  readonly page: Page;
  /** Console errors, uncaught faults and requests to other hosts so far. */
  readonly faults: string[];
  close(): Promise<void>;
}

export interface VisitorOptions {
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** Of her device. */
  timeZone?: string;
  /** Cookies of someone who is signed in. */
  signedInAs?: Visitor;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

export async function visitor(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const origin = new URL(service().url).origin;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.theme ?? 'light',
    timezoneId: options.timeZone ?? 'Europe/Berlin',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...(options.signedInAs && { storageState: await options.signedInAs.page.context().storageState() }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  const faults: string[] = [];
  page.on('console', (message) => {
    // A draft in the middle of a sentence has no preview yet: the page says so, and the browser counts the answer as an error.
    const isUnfinished = / 422 /.test(message.text()) && /\/preview\?/.test(message.location().url);
    if (message.type() === 'error' && !isUnfinished)
      faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) faults.push(`request elsewhere: ${url}`);
  });
  return { page, faults, close: () => context.close() };
}

/** Opens a path and waits until it shows what it has. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  await settled(page);
}

/**
 * Waits for the title, and until nothing is a skeleton any more, or a streamed part that still stands beside its place; then until the
 * page hears what is done on it: one that came with its answers is shown before its scripts are there.
 */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy="true"], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.locator('div[hidden][id^="S:"]').first().waitFor({ state: 'detached' });
  const until = performance.now() + LIMIT_MS;
  // Asked from outside: the pages forbid to evaluate words within.
  while (!(await page.evaluate(HEARS))) {
    if (performance.now() > until) throw new Error(`${page.url()} does not hear what is done on it.`);
    await page.waitForTimeout(20);
  }
}
