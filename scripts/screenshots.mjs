// Run by hand: plays the demo's people through a fresh service and photographs the dashboard for the README.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { fail, root, say } from './bootstrap.mjs';
import { buildAll } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { allRows, signUp } from './client.mjs';
import { uploadPeople } from './demo-upload.mjs';
import { freePort } from './postgres.mjs';
import { startStack } from './stack.mjs';
import { pause, until } from './wait.mjs';

const PEOPLE = 300;
const TIMES_ADDED_AGAIN = 3;
const ACCOUNT = { name: 'Ada', address: 'ada@doorstep.example', password: 'a screenshot, not a secret' };
const views = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
];

const browserProgram = ensureChromium();
if (!browserProgram.path) fail('There is no Chromium.', browserProgram.reason);
say('• Building …');
buildAll();
const folder = path.join(root, 'docs', 'images');
mkdirSync(folder, { recursive: true });
const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-screenshots-'));
let stack;
try {
  stack = await startStack({
    dataDir,
    port: await freePort(),
    isThrowaway: true,
    print: () => {},
    environment: {
      DOORSTEP_TIME_SCALE: '120',
      DOORSTEP_BOUNCE_POLL_SECONDS: '1',
      DOORSTEP_SEND_HOLD_SECONDS: '0',
      DOORSTEP_LOG_LEVEL: 'error',
    },
  });
  const shown = await play(await signUp(stack, ACCOUNT), stack.simnet.controlUrl);
  await photograph(shown);
} finally {
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Two letters to everybody; someone is refused, deleted and added again. @returns the pages to show */
async function play(api, controlUrl) {
  const people = await (await fetch(`${controlUrl}/people?count=${PEOPLE}`)).json();
  say(`• ${people.length} people of the simulated internet …`);
  const { listId } = await uploadPeople(api, people);
  const first = await send(api, listId, 'October letter');
  const refused = await allRows(api, `/v1/campaigns/${first}/deliveries?state=refused`);
  const her = refused.find(({ address }) => address.startsWith('gone')) ?? refused[0];
  for (let time = 0; time < TIMES_ADDED_AGAIN; time++) await deleteAndAddAgain(api, her.address, listId);
  const second = await send(api, listId, 'November letter');
  return { '': 'overview', [`campaigns/${second}`]: 'campaign', [`addresses/${her.address}`]: 'address' };
}

async function send(api, listId, name) {
  say(`• ${name} …`);
  const [domain] = (await api('GET', '/v1/sending-domains')).data;
  await api('POST', `/v1/sending-domains/${domain.id}/check`);
  const { id } = await api('POST', '/v1/campaigns', {
    name,
    sendingDomainId: domain.id,
    fromName: 'The workshop',
    fromLocal: 'letter',
    subject: 'What we made this month, {{ name | default: "friend" }}',
    html: '<h1>Hello {{ name | default: "friend" }}</h1><p>News for {{ city }}: three chairs and a table.</p>',
    listIds: [listId],
  });
  await api('POST', `/v1/campaigns/${id}/send`);
  // A host that blocks us is left alone, and what waits for it is tried later: until then nothing else moves.
  let before = '';
  let sameTimes = 0;
  await until('nothing moves any more', 120_000, async () => {
    const { states } = (await api('GET', `/v1/campaigns/${id}`)).tally;
    const now = JSON.stringify(states);
    sameTimes = now === before && states.accepted > 0 ? sameTimes + 1 : 0;
    before = now;
    await pause(500);
    return sameTimes >= 10;
  });
  await pause(8000); // late bounces come back meanwhile
  return id;
}

async function deleteAndAddAgain(api, address, listId) {
  const [row] = (await api('GET', `/v1/subscribers?search=${encodeURIComponent(address)}`)).data;
  await api('DELETE', `/v1/subscribers/${row.id}`);
  await api('POST', '/v1/subscribers', { address, name: row.name, listIds: [listId], acknowledgePast: true });
}

async function photograph(pages) {
  const browser = await chromium.launch({ executablePath: browserProgram.path, args: ['--no-sandbox'] });
  for (const { name, ...options } of views) {
    const context = await browser.newContext({ ...options, baseURL: stack.url, deviceScaleFactor: 2, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('Address').fill(ACCOUNT.address);
    await page.getByLabel(/^Password/).fill(ACCOUNT.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    for (const [place, title] of Object.entries(pages)) {
      await page.goto(`/${place}`);
      await page.locator('h1').first().waitFor();
      await page.locator('[aria-busy="true"], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      await pause(500);
      await page.screenshot({ path: path.join(folder, `${title}-${name}.png`) });
      say(`  docs/images/${title}-${name}.png`);
    }
    await context.close();
  }
  await browser.close();
}
