// A browser with an empty cache on every page: what it paints when, how much JavaScript comes, what it asks the API.
import { ApiError, createClient, signUp } from '../client.mjs';
import { pause } from '../wait.mjs';
import { percentile } from './queue-claims.mjs';

const ACCOUNT = { name: 'Ada', address: 'ada@doorstep.example', password: 'a benchmark, not a secret' };
const VIEW = { viewport: { width: 1280, height: 800 }, timezoneId: 'Europe/Berlin', locale: 'en-GB' };
const QUIET_MS = 700;
/** A page that is not quiet by then says what it waits for. */
const LIMIT_MS = 60_000;
const SCROLL_MS = 4000;

/** The first account of the seed, or the one an earlier run made. @returns { origin, cookie, state, api } */
export async function signIn(browser, stack) {
  const { origin } = new URL(stack.url);
  try {
    await signUp(stack, ACCOUNT);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  const context = await browser.newContext({ ...VIEW, baseURL: origin });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Address').fill(ACCOUNT.address);
  await page.getByLabel(/^Password/).fill(ACCOUNT.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const state = await context.storageState();
  await context.close();
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { origin, cookie, state, api: createClient(origin, { cookie, origin }) };
}

/** @returns { name, path, isEditor, lcpMs (median), jsKib (most), requests (method, path and query of API requests, and the body), laterRequests (those of its tabs alone) } */
export async function walk(browser, guest, page, loads) {
  const seen = [];
  for (let load = 0; load < loads; load++) seen.push(await loadOnce(browser, guest, page));
  return {
    ...page,
    ...(await askOnce(browser, guest, page)),
    lcpMs: percentile(
      seen.map(({ lcpMs }) => lcpMs),
      0.5,
    ),
    jsKib: Math.max(...seen.map(({ jsKib }) => jsKib)),
  };
}

async function loadOnce(browser, { origin, state }, { name, path }) {
  const context = await browser.newContext({ ...VIEW, baseURL: origin, storageState: state });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const network = await watchNetwork(page, origin);
  await page.addInitScript(() => {
    window.__paints = [];
    new PerformanceObserver((list) =>
      window.__paints.push(...list.getEntries().map(({ startTime }) => startTime)),
    ).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  await settled(page, network);
  const lcpMs = await page.evaluate(() => window.__paints.at(-1));
  await context.close();
  if (lcpMs === undefined) throw new Error(`The page "${name}" (${path}) painted nothing.`);
  return { lcpMs, jsKib: network.jsBytes / 1024 };
}

/** What the page and its tabs ask the API, told by the browser: to one whose zone it does not know the server sends no answers along. */
async function askOnce(browser, { origin, state }, { path, tabs = [] }) {
  const context = await browser.newContext({ ...VIEW, baseURL: origin, storageState: state });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const network = await watchNetwork(page, origin);
  let own;
  for (const at of [path, ...tabs]) {
    await context.clearCookies({ name: 'doorstep-zone' });
    network.open.clear(); // what the address before still asked is given up without a word
    await page.goto(at, { waitUntil: 'domcontentloaded' });
    await settled(page, network);
    own ??= new Set(network.requests);
  }
  await context.close();
  const requests = [...network.requests];
  return { requests, laterRequests: requests.filter((one) => !own.has(one)) };
}

/** Bytes on the wire come from the browser itself: compressed as they are sent, headers included. */
async function watchNetwork(page, origin) {
  const seen = { jsBytes: 0, requests: new Set(), open: new Map(), movedAt: performance.now() };
  const types = new Map();
  const asked = new Map();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    types.set(requestId, type);
    const url = new URL(response.url);
    if (url.origin !== origin || !url.pathname.startsWith('/v1/')) return;
    if (response.mimeType === 'text/event-stream') seen.open.delete(requestId);
    else if (response.status >= 400) throw new Error(`${url.pathname}${url.search} answered ${response.status}.`);
    else seen.requests.add(asked.get(requestId) ?? `GET ${url.pathname}${url.search}`);
  });
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    // A page asks some questions with a body; nothing it does by itself changes anything, so they may be asked again.
    if (request.method === 'POST') {
      const { pathname, search } = new URL(request.url);
      asked.set(requestId, `POST ${pathname}${search} ${request.postData ?? ''}`);
    }
    if (request.method === 'GET') seen.open.set(requestId, request.url);
    seen.movedAt = performance.now();
  });
  const ended = ({ requestId, encodedDataLength = 0 }) => {
    if (types.get(requestId) === 'Script') seen.jsBytes += encodedDataLength;
    seen.open.delete(requestId);
    seen.movedAt = performance.now();
  };
  session.on('Network.loadingFinished', ended);
  session.on('Network.loadingFailed', ended);
  return seen;
}

/** The title is there, nothing is a skeleton any more, and the network has been quiet for a while. */
async function settled(page, network) {
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy="true"], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  const until = performance.now() + LIMIT_MS;
  while (network.open.size > 0 || performance.now() - network.movedAt < QUIET_MS) {
    if (performance.now() > until)
      throw new Error(`${page.url()} is not quiet: ${[...network.open.values()].join(', ')}`);
    await pause(50);
  }
}

/** Turns the wheel down a long list for a few seconds. @returns times between frames in ms, and how far it came */
export async function timeScrolling(browser, { origin, state }, path) {
  const context = await browser.newContext({ ...VIEW, baseURL: origin, storageState: state });
  const page = await context.newPage();
  const network = await watchNetwork(page, origin);
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  await settled(page, network);
  await page.mouse.move(700, 500);
  await page.evaluate(() => {
    window.__frames = [];
    let last = performance.now();
    const note = (now) => {
      window.__frames.push(now - last);
      last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  const until = performance.now() + SCROLL_MS;
  while (performance.now() < until) {
    await page.mouse.wheel(0, 240);
    await pause(16);
  }
  const { frames, top, rows } = await page.evaluate(() => ({
    frames: window.__frames.slice(2),
    top: Math.round(Math.max(window.scrollY, ...[...document.querySelectorAll('*')].map((one) => one.scrollTop))),
    rows: document.querySelectorAll('tbody tr').length,
  }));
  await context.close();
  return {
    frameP50Ms: percentile(frames, 0.5),
    frameP95Ms: percentile(frames, 0.95),
    longFrames: frames.filter((ms) => ms > 50).length,
    frames: frames.length,
    scrolledPx: top,
    rowsInThePage: rows,
  };
}
