// Starts the API: configuration, log, dependencies, HTTP; stops gracefully on SIGTERM.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { ConfigError, describeConfig, loadConfig } from '@doorstep/config';
import { FOLLOW_MS, SecretError } from '@doorstep/database';
import { pino } from 'pino';
import { createApp } from './app.js';
import { announceLink } from './auth/console-link.js';
import { closeDependencies, makeDependencies } from './http/dependencies.module.js';

function readConfig() {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78); // EX_CONFIG: starting again would not help
  }
}

/** Reads the token keys, and again every few seconds: a new one is known everywhere before it signs. */
async function followOrEnd(): Promise<NodeJS.Timeout> {
  const follow = async () => {
    try {
      await dependencies.tokenKeys.refresh();
    } catch (error) {
      if (!(error instanceof SecretError)) return log.warn({ err: error }, 'the token keys could not be read');
      process.stderr.write(`${error.message}\n`);
      process.exit(78); // EX_CONFIG: starting again would not help
    }
  };
  await follow();
  return setInterval(() => void follow(), FOLLOW_MS).unref();
}

const config = readConfig();
const log = pino({ level: config.logLevel, base: { part: 'api' } });
log.debug({ config: describeConfig(config) }, 'configuration');
const dependencies = await makeDependencies(config, log);
const following = await followOrEnd();
const app = await createApp(dependencies);
try {
  await app.listen(config.port, config.host);
} catch (error) {
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  log.fatal({ err: error }, isTaken ? `port ${config.port} is taken by another program` : 'the API cannot listen');
  process.exit(1);
}
log.info({ host: config.host, port: config.port }, 'the API listens');
const token = config.setupToken ?? randomBytes(24).toString('base64url');
const link = announceLink(dependencies, token, config.setupToken === undefined);

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  log.info({ signal }, 'the API stops');
  setTimeout(() => process.exit(1), 10_000).unref(); // a request that never ends must not hold the machine
  link.stop();
  clearInterval(following);
  await app.close();
  await closeDependencies(dependencies);
  process.exit(0);
}
process.on('SIGTERM', (signal) => void stop(signal));
process.on('SIGINT', (signal) => void stop(signal));
