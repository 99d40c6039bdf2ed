// Starts the worker as a process: configuration, log, database, wakes, health, and an orderly end on SIGTERM.
import { ConfigError, describeConfig, loadConfig } from '@doorstep/config';
import { createVault, openDatabase, SecretError } from '@doorstep/database';
import { type Logger, pino } from 'pino';
import { followedTokens } from './followed-tokens.js';
import { isDatabaseAway } from './health/database-away.js';
import { startHealthServer } from './health/health-server.js';
import { consumeWakes } from './wakes.js';
import { startWorker } from './worker.js';

const config = configOrEnd();
const log = pino({ name: 'worker', level: config.logLevel });
await run(log);

function configOrEnd() {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78); // EX_CONFIG of sysexits.h
  }
}

async function run(log: Logger): Promise<void> {
  const database = openDatabase(config.databaseUrl, {
    poolSize: 12,
    secret: config.secret,
    onIdleError: (error) => log.debug({ err: error }, 'An idle connection to the database broke.'),
  });
  await mustHaveItsSecret();
  const onStall = (words: string) => {
    log.fatal(`${words} The worker ends, to be started again.`);
    end(1, 'a stall');
  };
  const worker = startWorker({ config, database, log, onStall });
  const wakes = consumeWakes(worker, config, log);
  let isEnding = false;
  const end = async (code: number, why: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info(`The worker ends (${why}): it hears the replies to what is out and gives the rest back.`);
    await Promise.all([worker.stop(), wakes.close()]);
    // A database that is away would keep its pool waiting; everything of ours is written or in the journal by now.
    setTimeout(() => process.exit(code), 2000).unref();
    await database.close();
    log.info('The worker has ended.');
    process.exit(code);
  };
  process.on('SIGTERM', () => end(0, 'SIGTERM'));
  process.on('SIGINT', () => end(0, 'SIGINT'));
  process.on('unhandledRejection', (error) => {
    // A library's background connection that broke with the database is no bug of a step.
    if (isDatabaseAway(error)) log.debug({ err: error }, 'A background connection broke.');
    else {
      log.fatal({ err: error }, 'A bug: a failure nobody waited for.');
      end(1, 'a bug');
    }
  });
  if (config.workerPort !== undefined) {
    const { host, workerPort: port } = config;
    const { metrics, loops, isDatabaseAway, diskTrouble } = worker;
    await startHealthServer({ host, port, metrics, loops, isDatabaseAway, diskTrouble });
  }
  log.info({ worker: worker.id, config: describeConfig(config) }, 'The worker runs.');
  async function mustHaveItsSecret(): Promise<void> {
    const { tokenKeys } = followedTokens(config, database, createVault(config.secret), () => undefined);
    try {
      await tokenKeys.refresh();
    } catch (error) {
      // A database that is away is waited for by every step.
      if (!(error instanceof SecretError)) return log.warn({ err: error }, 'The token keys could not be read yet.');
      process.stderr.write(`${error.message}\n`);
      process.exit(78); // EX_CONFIG of sysexits.h
    }
  }
}
