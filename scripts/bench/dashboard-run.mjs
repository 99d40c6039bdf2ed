// The dashboard benchmark itself, under the pinned Node: walks every page on a large year, then asks the API what they asked.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { fail, root, say, takeDataFolder } from '../bootstrap.mjs';
import { buildAll } from '../build.mjs';
import { ensureChromium } from '../chromium.mjs';
import { freePort } from '../postgres.mjs';
import { fill } from '../seed/fill.mjs';
import { openFolder } from '../seed/target.mjs';
import { startStack } from '../stack.mjs';
import { timeRequests, timeTogether } from './dashboard-api.mjs';
import { signIn, timeScrolling, walk } from './dashboard-pages.mjs';
import { pagesOf } from './dashboard-routes.mjs';
import { tidied } from './interrupted.mjs';

const TARGETS = { api_p95_ms: 150, lcp_ms: 1500, route_js_kib: 300, scroll_frame_p95_ms: 17 };
const NUMBERS = { people: 100_000, campaigns: 40, attempts: 4_000_000, seed: 1, repeats: 30, loads: 3 };
const { values } = parseArgs({
  options: {
    ...Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, { type: 'string' }])),
    'data-dir': { type: 'string', default: '.data/large' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const options = Object.fromEntries(
  Object.entries(NUMBERS).map(([name, standard]) => [name, wholeNumber(name, standard)]),
);
const dataDir = path.resolve(root, values['data-dir']);
const browserProgram = ensureChromium();
if (!browserProgram.path) fail('There is no Chromium.', browserProgram.reason);
if (values.build) {
  say('• Building …');
  buildAll();
}
await seed();
const lock = takeDataFolder(dataDir);
if (lock.running) fail(`Doorstep is running in ${dataDir} (process ${lock.running.pid}).`, 'Stop it first.');
process.on('exit', () => lock.release());
let stack;
let browser;
const end = tidied(async () => {
  await browser?.close();
  await stack?.stop();
});
try {
  // No worker: nothing may move while it is measured.
  stack = await startStack({
    ...{
      dataDir,
      port: await freePort(),
      services: ['web'],
      print: (name, line) => values.verbose && say(`${name.padEnd(8)}│ ${line}`),
    },
    environment: { DOORSTEP_LOG_LEVEL: 'error' },
  });
  browser = await chromium.launch({
    executablePath: browserProgram.path,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  say(JSON.stringify(await measure()));
} finally {
  await end();
}
process.exit(0);

async function seed() {
  const target = await openFolder(dataDir);
  try {
    await fill(target, { ...options, say });
  } catch (error) {
    fail(error.message, error.todo ?? error.stack);
  } finally {
    await target.stop();
  }
}

async function measure() {
  const guest = await signIn(browser, stack);
  const all = await pagesOf(guest);
  const pages = all.filter(({ name }) => !values.only || name.includes(values.only));
  say(`• ${pages.length} pages, each loaded ${options.loads} times with an empty cache …`);
  const walked = [];
  for (const page of pages) walked.push(await walk(browser, guest, page, options.loads));
  const asked = [...new Set(walked.flatMap(({ requests }) => requests))];
  say(`• ${asked.length} different API requests, each asked ${options.repeats} times …`);
  const timed = await timeRequests(asked, guest, { repeats: options.repeats });
  const sets = walked.map(({ requests, laterRequests }) => requests.filter((url) => !laterRequests.includes(url)));
  const together = await timeTogether(sets, guest, { repeats: options.repeats });
  for (const [at, page] of walked.entries()) page.togetherMs = together[at];
  const scroll = await timeScrolling(browser, guest, '/subscribers');
  return report(walked, timed, scroll);
}

function report(walked, timed, scroll) {
  say(
    '\nPage                                    LCP ms   JS KiB   all at once (p95 ms)   slowest API request (p95 ms)',
  );
  for (const page of walked) {
    const [slowest] = page.requests.map((url) => [timed.get(url), url]).sort(([a], [b]) => b - a);
    say(
      `${page.name.slice(0, 38).padEnd(38)} ${String(Math.round(page.lcpMs)).padStart(7)} ${page.jsKib.toFixed(0).padStart(8)} ${page.togetherMs.toFixed(0).padStart(22)}   ${slowest ? `${slowest[0].toFixed(0).padStart(5)}  ${slowest[1].slice(0, 100)}` : ''}`,
    );
  }
  const requests = [...timed].sort(([, a], [, b]) => b - a);
  const outside = walked.filter(({ isEditor }) => !isEditor);
  const result = {
    api_p95_ms: rounded(Math.max(...requests.map(([, ms]) => ms))),
    lcp_ms: Math.round(Math.max(...walked.map(({ lcpMs }) => lcpMs))),
    route_js_kib: rounded(Math.max(...outside.map(({ jsKib }) => jsKib))),
    scroll_frame_p95_ms: rounded(scroll.frameP95Ms),
  };
  say('');
  for (const [name, value] of Object.entries(result))
    say(
      `${name.padEnd(22)} ${String(value).padStart(8)}   ${value <= TARGETS[name] ? 'within' : 'MISSES'} ${TARGETS[name]}`,
    );
  say('');
  return {
    ...result,
    all_at_once_p95_ms: rounded(Math.max(...walked.map(({ togetherMs }) => togetherMs))),
    targets: TARGETS,
    scroll,
    requests_over: Object.fromEntries(
      requests.filter(([, ms]) => ms > TARGETS.api_p95_ms).map(([url, ms]) => [url, rounded(ms)]),
    ),
    routes: Object.fromEntries(
      walked.map(({ name, path: at, lcpMs, jsKib, requests: urls, togetherMs }) => [
        name,
        {
          path: at,
          lcp_ms: Math.round(lcpMs),
          js_kib: rounded(jsKib),
          api_p95_ms: rounded(Math.max(0, ...urls.map((url) => timed.get(url)))),
          all_at_once_p95_ms: rounded(togetherMs),
        },
      ]),
    ),
  };
}

function rounded(value) {
  return Math.round(value * 10) / 10;
}

function wholeNumber(name, standard) {
  const value = values[name] === undefined ? standard : Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    fail(`--${name} must be a whole number of 1 or more.`, 'Leave it out for the default.');
  return value;
}
