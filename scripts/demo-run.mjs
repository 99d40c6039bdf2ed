// The demo: uploads people, schedules a campaign, lets the simulated internet answer, reads the bounces, says who and why.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './bootstrap.mjs';
import { buildAll } from './build.mjs';
import { allRows, signUp } from './client.mjs';
import { countStates, printTable, whatDiffers } from './demo-report.mjs';
import { peopleCsv, uploadPeople } from './demo-upload.mjs';
import { freePort } from './postgres.mjs';
import { startStack } from './stack.mjs';
import { pause, until } from './wait.mjs';

const PEOPLE = 300;
/** Two minutes of the simulated internet pass in a second: greylisting, late bounces, retries. */
const TIME_SCALE = '120';
const FINAL_WAIT_MS = 100_000;

const sampleFile = process.argv.includes('--sample') ? process.argv[process.argv.indexOf('--sample') + 1] : undefined;
say('• Building …');
buildAll();
if (sampleFile) {
  const { samplePeople } = await import(pathToFileURL(path.join(root, 'packages/simnet/dist/index.js')).href);
  writeFileSync(sampleFile, peopleCsv(samplePeople(PEOPLE)));
  say(`${sampleFile}: ${PEOPLE} people of the simulated internet.`);
  process.exit(0);
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-demo-'));
const isLoud = process.argv.includes('--verbose');
let stack;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(130));
try {
  say('• Starting database, simulated internet, api and worker …');
  stack = await startStack({
    dataDir,
    port: await freePort(),
    isThrowaway: true,
    services: ['worker'],
    print: (name, line) => isLoud && say(`${name.padEnd(8)}│ ${line}`),
    environment: {
      DOORSTEP_TIME_SCALE: TIME_SCALE,
      DOORSTEP_BOUNCE_POLL_SECONDS: '1',
      DOORSTEP_SEND_HOLD_SECONDS: '0',
      DOORSTEP_LOG_LEVEL: isLoud ? 'info' : 'error',
    },
  });
  await end(await play(stack));
} catch (error) {
  process.stderr.write(`\n✖ ${error.stack ?? error}\n  Run it with -- --verbose to see what every part said.\n`);
  await end(1);
}

async function end(code) {
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(code);
}

/** @returns the exit code */
async function play({ localUrl, url, setupToken, simnet }) {
  const api = await signUp(
    { localUrl, url, setupToken },
    { name: 'Demo', address: 'demo@doorstep.example', password: 'a demo, not a secret' },
  );
  const ask = async (question) => (await fetch(simnet.controlUrl + question)).json();
  const expected = new Map((await ask('/characters')).map(({ name, expect }) => [name, expect]));
  const people = (await ask(`/people?count=${PEOPLE}`)).map((person) => ({
    ...person,
    expect: expected.get(person.group),
  }));
  const held = people.filter((person) => person.group === 'googlish').slice(0, 3);
  for (const { address } of held)
    await api('POST', '/v1/suppressions', { address, reason: 'Asked on the telephone not to be written to' });
  const { listId, counts } = await uploadPeople(api, people);
  say(
    `• Uploaded: ${counts.new} people added, ${counts.duplicate} twice in the file, ${counts.rejected} rows rejected.`,
  );

  const campaign = await scheduleCampaign(api, listId);
  say(`• Scheduled "${campaign.name}" for ${new Date(campaign.scheduledAt).toISOString()} …`);
  await until('the campaign has begun', 130_000, async () =>
    ['sending', 'finished'].includes((await api('GET', `/v1/campaigns/${campaign.id}`)).state),
  );
  say('• Delivering; servers answer, some later …');
  await settle(api, campaign.id, people);

  const deliveries = await allRows(api, `/v1/campaigns/${campaign.id}/deliveries`);
  const { tally } = await api('GET', `/v1/campaigns/${campaign.id}`);
  const summary = await ask('/summary');
  printTable(people, deliveries);
  const result = countStates(tally);
  const faults = whatDiffers({ result, tally, people, deliveries, summary });
  for (const fault of faults) say(`✖ ${fault}`);
  say(JSON.stringify(result));
  return faults.length === 0 ? 0 : 1;
}

async function scheduleCampaign(api, listId) {
  const { data: domains } = await api('GET', '/v1/sending-domains');
  await api('POST', `/v1/sending-domains/${domains[0].id}/check`);
  const campaign = await api('POST', '/v1/campaigns', {
    name: 'Letter from the workshop',
    sendingDomainId: domains[0].id,
    fromName: 'The workshop',
    fromLocal: 'letter',
    subject: 'What we made this month, {{ name | default: "friend" }}',
    html: '<h1>Hello {{ name | default: "friend" }}</h1><p>News for {{ city }}: three chairs and a table.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
    text: '',
    listIds: [listId],
  });
  // The next full minute that is at least 2 seconds away, as a clock on the wall in Berlin shows it.
  const at = Temporal.Now.instant()
    .add({ seconds: 62 })
    .toZonedDateTimeISO('Europe/Berlin')
    .round({ smallestUnit: 'minute', roundingMode: 'trunc' });
  return api('POST', `/v1/campaigns/${campaign.id}/schedule`, {
    localTime: at.toPlainDateTime().toString().slice(0, 16),
    timeZone: 'Europe/Berlin',
  });
}

/** Waits until the numbers stand still: everything that will come back has come back. */
async function settle(api, campaignId, people) {
  const late = people.filter((person) => person.expect === 'returned' || person.expect === 'complained').length;
  const startedAt = Date.now();
  let last = '';
  let since = Date.now();
  while (Date.now() - startedAt < FINAL_WAIT_MS) {
    const { tally } = await api('GET', `/v1/campaigns/${campaignId}`);
    const seen = JSON.stringify(tally.states);
    if (seen !== last) [last, since] = [seen, Date.now()];
    const { planned = 0, due = 0, sending = 0, returned = 0, complained = 0 } = tally.states;
    if (planned + due + sending === 0 && returned + complained >= late && Date.now() - since > 6000) return;
    await pause(500);
  }
}
