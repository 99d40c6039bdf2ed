// doorstep doctor: is everything there that Doorstep needs? Each line says what was found and, where it fails, what to do.
import net from 'node:net';
import { type Config, loadConfig } from '@doorstep/config';
import { type Database, openDatabase, SystemStore } from '@doorstep/database';
import { createDns, resolveMx } from '@doorstep/delivery';

type Result = 'pass' | 'warn' | 'fail';
interface Finding {
  readonly name: string;
  readonly result: Result;
  readonly words: string;
}

const SIGNS: Readonly<Record<Result, string>> = { pass: '✓', warn: '!', fail: '✖' };

export async function run(): Promise<number> {
  const config = loadConfig(); // a fault ends the command with all faults named
  const database = openDatabase(config.databaseUrl, { poolSize: 2 });
  const findings: Finding[] = [
    { name: 'Configuration', result: 'pass', words: `complete, ${config.mode} mode` },
    ...(await aboutDatabase(database)),
    await aboutDns(config),
    await aboutPort25(config),
  ];
  await database.close();
  for (const { name, result, words } of findings)
    process.stdout.write(`${SIGNS[result]} ${name.padEnd(14)} ${words}\n`);
  return findings.some(({ result }) => result === 'fail') ? 1 : 0;
}

async function aboutDatabase(database: Database): Promise<Finding[]> {
  const system = new SystemStore(database);
  try {
    const applied = await system.migrations();
    const workers = (await system.workers()).filter(({ secondsAgo }) => secondsAgo < 60).length;
    return [
      { name: 'Database', result: 'pass', words: `answers; ${applied.length} migrations are applied` },
      workers > 0
        ? { name: 'Worker', result: 'pass', words: `${workers} seen within the last minute` }
        : {
            name: 'Worker',
            result: 'fail',
            words: 'none seen within the last minute: nothing is sent. npm start starts one.',
          },
    ];
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const todo =
      code === '42P01' ? 'Its tables are missing: run "doorstep migrate".' : 'Is it running, is DATABASE_URL right?';
    return [{ name: 'Database', result: 'fail', words: `${message || code}. ${todo}` }];
  }
}

async function aboutDns({ dnsServers, mode }: Config): Promise<Finding> {
  const dns = createDns({ servers: dnsServers, timeoutMs: 3000 });
  // A domain that is certain to have mail servers: one of the simulated internet's big providers, or a real one.
  const asked = mode === 'sandbox' ? 'googlish.example' : 'gmail.com';
  const answer = await resolveMx(asked, dns);
  if (answer.kind === 'trouble')
    return {
      name: 'DNS',
      result: 'fail',
      words: `no answer about ${asked} (${answer.trouble}). Set DOORSTEP_DNS_SERVERS to a server that answers.`,
    };
  if (answer.kind !== 'mx' && answer.kind !== 'implicit')
    return {
      name: 'DNS',
      result: 'fail',
      words: `it answers that ${asked} takes no mail (${answer.kind}), which is not so. Set DOORSTEP_DNS_SERVERS to a server that tells the truth.`,
    };
  return { name: 'DNS', result: 'pass', words: `${asked} has ${answer.hosts.length} mail servers` };
}

async function aboutPort25({ mode }: Config): Promise<Finding> {
  if (mode === 'sandbox') return { name: 'Port 25', result: 'pass', words: 'not needed in the sandbox' };
  const host = 'gmail-smtp-in.l.google.com';
  const isOpen = await canConnect(host, 25);
  return isOpen
    ? { name: 'Port 25', result: 'pass', words: `${host} can be reached` }
    : {
        name: 'Port 25',
        result: 'fail',
        words: `${host} cannot be reached: many hosting companies block port 25. Ask yours to open it, or nothing can be delivered.`,
      };
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 10_000 });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
