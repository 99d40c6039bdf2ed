// A browser that takes pictures alike everywhere: one zone, one moment, nothing that moves.
import { chromium } from 'playwright-core';
import { HEARS } from '../hears.mjs';
import { pause } from '../wait.mjs';
import { fixDate } from './fixed-clock.mjs';
import { ORIGIN, SCENE_COOKIE } from './front.mjs';

const ZONE = 'Europe/Berlin';
const LIMIT_MS = 30_000;
const QUIET_MS = 250;
/** A page whose answers do not come is as it stays by then. */
const WAITING_MS = 900;
/** One waits for a page while others draw. */
const CAMERAS = 3;

/** @param options.port where the front of the pictures listens */
export function launch({ program, port }) {
  return chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--force-color-profile=srgb',
      `--host-resolver-rules=MAP ${new URL(ORIGIN).hostname}:80 127.0.0.1:${port}`,
    ],
  });
}

/**
 * Shows all screens, three at a time.
 *
 * @param options as of `openCamera`
 * @param onScreen told (screen, show, what `openTools` gave its camera): `show(onView)` shows it in each of its views
 */
export async function photograph(browser, options, screens, onScreen, openTools = async () => undefined) {
  const waiting = [...screens];
  const work = async () => {
    const camera = await openCamera(browser, options);
    const tools = await openTools();
    for (let screen = waiting.shift(); screen !== undefined; screen = waiting.shift()) {
      const shown = screen;
      await onScreen(shown, (onView) => camera.show(shown, onView), tools);
    }
    await camera.close();
  };
  await Promise.all(Array.from({ length: CAMERAS }, work));
}

/**
 * @param options.now     the moment the pictures show
 * @param options.cookies of who is signed in, by scene: [{ name, value }]; none when the answers are recorded ones
 */
async function openCamera(browser, { now, cookies = {} }) {
  const context = await browser.newContext({
    ...{ baseURL: ORIGIN, timezoneId: ZONE, locale: 'en-GB', reducedMotion: 'reduce' },
    viewport: { width: 1280, height: 800 },
  });
  await context.addInitScript(`(${fixDate})(${now}); (${stand})()`);
  const given = (scene) =>
    [{ name: SCENE_COOKIE, value: scene }, { name: 'doorstep-zone', value: ZONE }, ...(cookies[scene] ?? [])].map(
      (cookie) => ({ ...cookie, url: ORIGIN }),
    );
  return {
    close: () => context.close(),
    /**
     * Shows a screen as wide and in the theme of each of its views.
     *
     * @param onView told { view, take() }: `take` gives a PNG, each time a new one
     * @returns what the console of the browser complained of
     */
    async show(screen, onView) {
      await context.clearCookies();
      await context.addCookies(given(screen.scene));
      const page = await context.newPage();
      page.setDefaultTimeout(LIMIT_MS);
      const watched = watch(page, screen);
      const session = await context.newCDPSession(page);
      // Quickly packed: it is unpacked a moment later.
      const take = async () => {
        const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
        return Buffer.from(data, 'base64');
      };
      try {
        for (const [at, [view, { width, height, theme, media = 'screen' }]] of screen.views.entries()) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme: theme, media });
          if (at === 0) {
            await page.goto(screen.path, { waitUntil: 'domcontentloaded' });
            // A document that came since knows the theme, but not that it is for paper.
            await page.emulateMedia({ media: null });
            await page.emulateMedia({ media });
          }
          await settle(page, screen, watched);
          if (at === 0 && screen.prepare) await screen.prepare(page).then(() => settle(page, screen, watched));
          await onView({ view, take });
        }
      } finally {
        await page.close();
      }
      return watched.faults;
    },
  };
}

/** In the browser, before anything else: no caret, and nothing on its way. A sheet made this way is no matter of the pages' policy. */
function stand() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*, ::before, ::after { caret-color: transparent !important; animation: none !important; transition: none !important }',
  );
  document.adoptedStyleSheets = [sheet];
}

function watch(page, screen) {
  const seen = { faults: [], open: new Set(), movedAt: performance.now() };
  const begun = (request) => {
    if (request.resourceType() !== 'eventsource') seen.open.add(request);
    seen.movedAt = performance.now();
  };
  const ended = (request) => {
    seen.open.delete(request);
    seen.movedAt = performance.now();
  };
  page.on('request', begun);
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  page.on('pageerror', (error) => seen.faults.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && screen.scene !== 'error') seen.faults.push(`console: ${message.text()}`);
  });
  return seen;
}

const FRAMES = `document.fonts.ready.then(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))`;

async function settle(page, { isWaiting, name }, watched) {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  if (isWaiting) return pause(WAITING_MS);
  await page.locator('[aria-busy="true"], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.locator('div[hidden][id^="S:"]').first().waitFor({ state: 'detached' });
  const until = performance.now() + LIMIT_MS;
  while (watched.open.size > 0 || performance.now() - watched.movedAt < QUIET_MS || !(await page.evaluate(HEARS))) {
    if (performance.now() > until)
      throw new Error(`${name} is not quiet: ${[...watched.open].map((request) => request.url()).join(', ')}`);
    await pause(20);
  }
  await page.evaluate(FRAMES);
}
