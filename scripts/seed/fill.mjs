import { built } from '../bench/database.mjs';
import { faultsOf } from './checks.mjs';
import {
  countResults,
  findChronic,
  settleStandings,
  writeFailures,
  writeFigures,
  writeReads,
  writeSuppressions,
} from './consequences.mjs';
import { makeExceptions } from './exceptions.mjs';
import { dropIndexes, makeIndexes, makePartitions } from './indexes.mjs';
import { planCampaigns, writeCampaigns, writeMail } from './mail.mjs';
import { makePeople } from './people.mjs';
import { writeReturns } from './returns.mjs';
import { writePeople, writeReplies, writeWorld } from './rows.mjs';
import { prepare } from './target.mjs';
import { makeWorld } from './world.mjs';

const DOMAIN = 'news.doorstep.example';
/** Campaigns that count opens and clicks: the last so many. */
const TRACKED = 12;

/**
 * @param target          { url, secret }
 * @param options.people, options.campaigns, options.attempts exact numbers · options.seed the same seed gives the same year
 * @param options.now     the moment the year ends; default this minute
 * @returns figures of the run
 * @throws Error whose `todo` says the way out, when the database is in use or a check fails
 */
export async function fill(
  target,
  { people: wantedPeople, campaigns: wantedCampaigns, attempts, seed, now = thisMinute(), say },
) {
  const beganAt = performance.now();
  const options = { people: wantedPeople, campaigns: wantedCampaigns, attempts, seed };
  const earlier = await prepare(target.url, options);
  if (earlier !== null) {
    say('• This year is here already, as asked for.');
    return { ...earlier.result, isReused: true };
  }
  const { openDatabase } = await built('database');
  const opened = openDatabase(target.url, { poolSize: 4 });
  const { pool } = opened;
  const database = { query: async (text, values) => (await pool.query(text, values)).rows };
  const step = async (name, work) => {
    const stepAt = performance.now();
    const made = await work();
    say(`• ${name}: ${((performance.now() - stepAt) / 1000).toFixed(1)} s`);
    return made;
  };
  try {
    const world = await makeWorld({ people: wantedPeople, seed, now });
    const people = makePeople({ people: wantedPeople, seed, world, now });
    const campaigns = planCampaigns({ campaigns: wantedCampaigns, seed, now });
    const year = await makeExceptions({ people, world, campaigns, seed, now });
    const base = baseOf(people, campaigns, year.exceptions);
    mustBePossible(attempts, base);
    await database.query('CREATE SCHEMA IF NOT EXISTS seed');
    await database.query('CREATE TABLE seed.run (options jsonb, result jsonb, finished_at timestamptz)');
    await database.query('INSERT INTO seed.run (options) VALUES ($1)', [JSON.stringify(options)]);
    await step(`${world.domains.length} domains at ${world.sites.length} sites`, () =>
      writeWorld(database, { world, now }),
    );
    const { listIds } = await step(`${people.length} people`, () => writePeople(database, { people, seed, now }));
    await step('replies and exceptions', () => writeReplies(database, { world, exceptions: year.exceptions }));
    const sendingDomainId = await makeSendingDomain(opened, target.secret);
    const trackedFrom = campaigns.length - TRACKED + 1;
    await writeCampaigns(database, { campaigns, listIds, sendingDomainId, trackedFrom });
    await makePartitions(database, now);
    const again = await dropIndexes(database);
    await step(`${attempts} attempts`, () => writeMail(pool, { campaigns, base, attempts, seed, now, say }));
    await step('indexes', () => makeIndexes(pool, again));
    await step('bounce messages', () =>
      writeReturns(database, { people, campaigns, exceptions: year.exceptions, seed }),
    );
    await database.query('ANALYZE');
    await step('failures and suppressions', async () => {
      await writeFailures(database, { people, failures: year.failures });
      await writeSuppressions(database, { suppressions: year.suppressions, people, seed, now });
      await settleStandings(database, pool, { standings: year.standings });
    });
    await step('figures by day and minute', () => writeFigures(database, { now }));
    await step('opens and clicks', () => writeReads(database, { campaigns, trackedFrom, seed }));
    await step('chronic cases', () => findChronic(opened));
    await step('results by the hour', () => countResults(opened, { now }));
    await step('vacuum', () => database.query('VACUUM ANALYZE'));
    const faults = await step('checks', () => faultsOf(database, options));
    if (faults.length > 0)
      throw Object.assign(new Error(`The seed is wrong:\n  ${faults.join('\n  ')}`), {
        todo: 'This is a bug of the seed.',
      });
    const result = await figuresOf(database, options, beganAt);
    await database.query('DROP TABLE seed.person, seed.domain, seed.template, seed.exception');
    await database.query('UPDATE seed.run SET result = $1, finished_at = now()', [JSON.stringify(result)]);
    return result;
  } finally {
    await opened.close();
  }
}

/** The whole minute: two runs in it are alike to the row. */
function thisMinute() {
  return Math.floor(Date.now() / 60_000) * 60_000;
}

/** Attempts of each campaign when nobody has to wait, by its number. */
function baseOf(people, campaigns, exceptions) {
  const base = { 0: 0 };
  for (const { i, at } of campaigns)
    base[i] = people.reduce(
      (sum, one) =>
        sum + (one.status !== 'unconfirmed' && one.joinedAt < at && (one.leftAt === null || one.leftAt > at) ? 1 : 0),
      0,
    );
  for (const { i, tries } of exceptions) base[i] += tries - 1;
  return base;
}

/** Everybody is tried once; three times each would be a bad year. */
function mustBePossible(attempts, base) {
  const least = Object.values(base).reduce((sum, n) => sum + n, 0);
  if (attempts >= least && attempts <= least * 3) return;
  throw Object.assign(
    new Error(`So many people and campaigns make ${least} to ${least * 3} attempts, not ${attempts}.`),
    {
      todo: 'Choose another --attempts, or other --people and --campaigns.',
    },
  );
}

/** As the sandbox makes its own. @returns its id */
async function makeSendingDomain(opened, secret) {
  const { createVault, SandboxStore } = await built('database');
  const { generateDkimKey } = await built('message');
  const vault = createVault(secret);
  const store = new SandboxStore(opened);
  await store.ensureSendingDomain(DOMAIN, `bounces.${DOMAIN}`, () => {
    const key = generateDkimKey('rsa-sha256');
    return {
      selector: 'ds1',
      algorithm: 'rsa-sha256',
      privateKeySealed: vault.seal(key.privateKeyPem),
      publicKey: key.publicKeyBase64,
    };
  });
  return (await opened.pool.query('SELECT id FROM sending_domain WHERE name = $1', [DOMAIN])).rows[0].id;
}

async function figuresOf({ query }, options, beganAt) {
  const [counts] = await query(
    `SELECT (SELECT count(*)::int FROM delivery) AS deliveries, (SELECT count(*)::int FROM suppression) AS suppressions,
       (SELECT count(*)::int FROM inbound_message) AS returns, (SELECT count(*)::int FROM reader_event) AS reads,
       (SELECT count(*)::int FROM chronic_case) AS chronic_people, (SELECT count(DISTINCT category)::int FROM chronic_case) AS chronic_causes,
       (SELECT count(*)::int FROM site) AS sites, round(pg_database_size(current_database()) / 1e9, 2)::float8 AS gb`,
  );
  return { ...options, ...counts, seconds: Math.round((performance.now() - beganAt) / 100) / 10 };
}
