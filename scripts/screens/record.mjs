// Makes the recording: a small made-up year in the sandbox, every page walked once, and what the API answered meanwhile.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tidied } from '../bench/interrupted.mjs';
import { say } from '../bootstrap.mjs';
import { freePort } from '../postgres.mjs';
import { fill } from '../seed/fill.mjs';
import { openFolder } from '../seed/target.mjs';
import { startStack } from '../stack.mjs';
import { launch, photograph } from './camera.mjs';
import { ORIGIN, recorder, startFront } from './front.mjs';
import { screensOf } from './pages.mjs';
import { saveRecording } from './recording.mjs';
import { MADE } from './scenes.mjs';
import { addViewer, arrange, inDatabase, moveIn, openDatabase, WORKER_ADDRESSES } from './setting.mjs';
import { startWeb } from './web.mjs';

const YEAR = { people: 2000, campaigns: 12, attempts: 30_000, seed: 1 };
const MINUTE_MS = 60_000;

/** @param program of Chromium */
export async function record(program) {
  const year = await recordYear(program);
  const empty = await recordEmpty(program, year);
  const { bytes, answers } = saveRecording({ ...year, scenes: { ...year.scenes, ...empty } });
  say(`• ${answers} answers, ${Math.round(bytes / 1024)} KiB.`);
}

async function recordYear(program) {
  return withStack({ fill: true }, async (stack) => {
    const stopBeating = await beat(stack);
    try {
      const owner = await moveIn(stack);
      const places = await arrange(stack, owner.api);
      const cookies = { main: owner.cookies, denied: await addViewer(stack, owner) };
      // The walk takes a minute or two: what the API says meanwhile lies around this moment.
      const now = (Math.ceil(Date.now() / MINUTE_MS) + 1) * MINUTE_MS;
      const screens = screensOf(places).filter(({ scene }) => scene !== 'empty' && MADE[scene] === undefined);
      return { now, places, scenes: await walk(program, stack, screens, { now, cookies }) };
    } finally {
      await stopBeating();
    }
  });
}

/** An installation nobody has used yet, not even to add a domain. */
async function recordEmpty(program, { now, places }) {
  return withStack({ fill: false }, async (stack) => {
    const { cookies } = await moveIn(stack);
    await inDatabase(stack, (database) => database.query('TRUNCATE sending_domain CASCADE'));
    const screens = screensOf(places).filter(({ scene }) => scene === 'empty');
    return walk(program, stack, screens, { now, cookies: { empty: cookies } });
  });
}

/** Without a worker, which would send on: everything stays as the year left it. */
async function withStack(options, work) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-screens-'));
  chmodSync(dataDir, 0o755); // for PostgreSQL, which runs as somebody else when this runs as root
  let stack;
  const end = tidied(async () => {
    await stack?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  try {
    if (options.fill) {
      const target = await openFolder(dataDir);
      await fill(target, { ...YEAR, say });
      await target.stop();
    }
    stack = await startStack({
      ...{ dataDir, port: await freePort(), isThrowaway: true, services: [], print: () => {} },
      environment: { DOORSTEP_PUBLIC_URL: ORIGIN, DOORSTEP_LOG_LEVEL: 'error' },
    });
    return await work(stack);
  } finally {
    await end();
  }
}

/** Stands in for a worker that is well. @returns ends it */
async function beat(stack) {
  const database = await openDatabase(stack);
  const detail = {
    lanes: 6,
    inHand: 40,
    resultsWaiting: 0,
    connections: 14,
    trouble: null,
    sites: {},
    addresses: WORKER_ADDRESSES,
  };
  const once = () =>
    database.query(
      `INSERT INTO worker_heartbeat (worker, started_at, seen_at, detail) VALUES ('worker-1', now() - interval '3 days', now(), $1)
       ON CONFLICT (worker) DO UPDATE SET seen_at = now()`,
      [JSON.stringify(detail)],
    );
  await once();
  const timer = setInterval(() => once().catch(() => {}), 3000);
  return () => {
    clearInterval(timer);
    return database.end();
  };
}

/** Shows every screen as it will be shown for its pictures. @returns what was answered, by scene */
async function walk(program, stack, screens, { now, cookies }) {
  const [port, webPort] = [await freePort(), await freePort()];
  const { scenes, answer } = recorder(stack.localUrl);
  const front = await startFront({ port, webUrl: `http://127.0.0.1:${webPort}`, answer });
  const web = await startWeb({ port: webPort, apiUrl: `http://127.0.0.1:${port}`, now, print: () => {} });
  const browser = await launch({ program, port });
  try {
    await photograph(browser, { now, cookies }, screens, async (screen, show) => {
      say(`  ${screen.name}`);
      const faults = await show(async () => {});
      if (faults.length > 0) throw new Error(`${screen.name} has faults: ${faults.join('; ')}`);
    });
    return scenes;
  } finally {
    await browser.close();
    await web.stop();
    await front.stop();
  }
}
