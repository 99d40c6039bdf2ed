// The whole service as processes on this machine: database, migrations, sandbox internet, api, worker, web.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bootstrap.mjs';
import { freePort, startPostgres } from './postgres.mjs';
import { runService } from './services.mjs';
import { waitFor } from './wait.mjs';

const app = (...parts) => path.join(root, 'apps', ...parts);
const built = (room) => import(pathToFileURL(path.join(root, 'packages', room, 'dist', 'index.js')).href);

/** The instance's secret: made once, kept in the data folder, readable by its owner alone. */
export function instanceSecret(dataDir) {
  const file = path.join(dataDir, 'secret');
  if (!fs.existsSync(file)) fs.writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return file;
}

/**
 * Starts everything, in order, and waits until it answers.
 *
 * @param options.dataDir      data folder, already taken for this process
 * @param options.port         port of the dashboard and API on `host`
 * @param options.mode         "sandbox" or "live"
 * @param options.print        takes (name, line)
 * @param options.isThrowaway  tests and demo: no fsync
 * @param options.environment  more environment for api and worker
 * @param options.services     which of web and worker to start; default both
 * @param options.onGiveUp     told when a service does not stay up
 * @returns {Promise<Stack>}
 */
export async function startStack(options) {
  const { dataDir, port, host = '127.0.0.1', mode = 'sandbox', print, isThrowaway = false, onGiveUp } = options;
  const stops = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const databaseUrl = process.env.DATABASE_URL || (await embedded(dataDir, isThrowaway, stops));
    await migrateAll(databaseUrl, print);
    const base = await environmentOf({ databaseUrl, dataDir, port, host, mode, extra: options.environment });
    const run = (name, args, env, more = {}) => {
      const service = runService({ name, args, env, print, onGiveUp, ...more });
      // A live worker may wait 100 s for the replies to final dots that went out.
      stops.push(() => service.stop(mode === 'live' && name === 'worker' ? 120_000 : undefined));
      return service;
    };
    const simnet = mode === 'sandbox' ? await startSimnet(run, base) : undefined;
    const env = { ...base, ...simnet?.environment, ...options.environment };
    await seedSandbox(run, env, simnet);
    const wanted = options.services ?? ['web', 'worker'];
    const services = await startApps(run, env, wanted);
    // Without a worker it is never ready, as it says itself.
    if (wanted.includes('worker'))
      await waitFor(`${base.DOORSTEP_LOCAL_URL}/readyz`, { timeoutMs: 120_000, isReady: (answer) => answer.ok });
    return {
      url: base.DOORSTEP_PUBLIC_URL,
      localUrl: base.DOORSTEP_LOCAL_URL,
      signInLink: `${base.DOORSTEP_PUBLIC_URL}/welcome?token=${base.DOORSTEP_SETUP_TOKEN}`,
      setupToken: base.DOORSTEP_SETUP_TOKEN,
      databaseUrl,
      environment: env,
      simnet,
      services,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embedded(dataDir, isThrowaway, stops) {
  const postgres = await startPostgres({
    dir: path.join(dataDir, 'pg'),
    db: 'doorstep',
    user: 'doorstep',
    isThrowaway,
  });
  stops.push(() => postgres.stop());
  return postgres.url;
}

async function migrateAll(databaseUrl, print) {
  const { migrate } = await built('database');
  const { migrateQueues } = await built('queues');
  const applied = await migrate(databaseUrl, path.join(root, 'prisma', 'migrations'));
  await migrateQueues(databaseUrl);
  if (applied.length > 0) print('start', `database migrated: ${applied.join(', ')}`);
}

async function environmentOf({ databaseUrl, dataDir, port, host, mode, extra }) {
  const local = `http://127.0.0.1:${port}`;
  return {
    DATABASE_URL: databaseUrl,
    DOORSTEP_MODE: mode,
    DOORSTEP_DATA_DIR: dataDir,
    DOORSTEP_HOST: host,
    DOORSTEP_PORT: String(port),
    DOORSTEP_LOCAL_URL: local,
    DOORSTEP_PUBLIC_URL: process.env.DOORSTEP_PUBLIC_URL || local,
    DOORSTEP_WEB_URL: `http://127.0.0.1:${await freePort()}`,
    DOORSTEP_WORKER_PORT: String(await freePort()),
    DOORSTEP_SETUP_TOKEN: randomBytes(24).toString('base64url'),
    ...(process.env.DOORSTEP_SECRET || process.env.DOORSTEP_SECRET_FILE
      ? {}
      : { DOORSTEP_SECRET_FILE: instanceSecret(dataDir) }),
    ...extra,
  };
}

/** Starts the simulated internet; what it prints when ready tells where its DNS, MX hosts and mailbox are. */
async function startSimnet(run, base) {
  const speed = base.DOORSTEP_TIME_SCALE ?? '60';
  let announce;
  const ready = new Promise((resolve) => {
    announce = resolve;
  });
  const onLine = (line) => {
    const isReady = line.startsWith('{"ready"') || line.includes('"dnsServers"');
    if (isReady) announce(JSON.parse(line));
    return !isReady;
  };
  const ports = { DOORSTEP_SIMNET_CLOCK_SPEED: speed };
  for (const name of ['DNS', 'SMTP', 'POP3', 'IMAP', 'CONTROL'])
    ports[`DOORSTEP_SIMNET_${name}_PORT`] = String(await freePort());
  run('sandbox', [path.join(root, 'packages', 'simnet', 'dist', 'main.js')], ports, { onLine });
  const timer = new Promise((_, reject) =>
    setTimeout(() => reject(new Error('The sandbox did not come up within 60 seconds.')), 60_000).unref(),
  );
  const simnet = await Promise.race([ready, timer]);
  const environment = {
    DOORSTEP_DNS_SERVERS: simnet.dnsServers.join(','),
    DOORSTEP_SANDBOX: JSON.stringify({ controlUrl: simnet.controlUrl, pop3: simnet.pop3, imap: simnet.imap }),
    DOORSTEP_SMTP_PORT: String(simnet.smtpPort),
    DOORSTEP_ALLOW_PRIVATE_MX: 'true',
    DOORSTEP_TIME_SCALE: speed,
    DOORSTEP_BOUNCE_POLL_SECONDS: base.DOORSTEP_BOUNCE_POLL_SECONDS ?? '3',
    DOORSTEP_EHLO_NAME: 'mail.doorstep.example',
  };
  return { ...simnet, environment };
}

/** A sending domain and a bounce mailbox inside the sandbox, so that a first campaign can be tried at once. */
async function seedSandbox(run, env, simnet) {
  if (!simnet) return;
  const service = run('sandbox', [app('cli', 'dist', 'main.js'), 'sandbox', 'prepare'], env);
  service.isStopping = true; // it runs once: its end is expected
  const code = await new Promise((resolve) => service.process.once('exit', resolve));
  if (code !== 0) throw new Error('The sandbox could not be prepared; its words stand above.');
}

async function startApps(run, env, wanted) {
  const services = {};
  const webPort = new URL(env.DOORSTEP_WEB_URL).port;
  services.api = run('api', [app('api', 'dist', 'main.js')], env);
  if (wanted.includes('worker')) services.worker = run('worker', [app('worker', 'dist', 'main.js')], env);
  if (wanted.includes('web')) {
    const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
    const args = [next, 'start', app('web'), '-p', webPort, '-H', '127.0.0.1'];
    services.web = run('web', args, { DOORSTEP_API_URL: env.DOORSTEP_LOCAL_URL }, { onLine: isWorthPrinting });
  }
  await waitFor(`${env.DOORSTEP_LOCAL_URL}/healthz`, { timeoutMs: 120_000, isReady: (answer) => answer.ok });
  if (services.web)
    await waitFor(`${env.DOORSTEP_WEB_URL}/sign-in`, { timeoutMs: 120_000, isReady: (answer) => answer.status < 500 });
  return services;
}

/** Next's banner names addresses nobody should open. */
const isWorthPrinting = (line) => !/^\s*(▲|✓|- (Local|Network))/.test(line);
