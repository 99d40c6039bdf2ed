// Everything a fault run needs, as processes that can be killed: database, api, workers, name server, mail hosts.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { tidied } from '../../scripts/bench/interrupted.mjs';
import { type Call, signUp } from '../../scripts/client.mjs';
import { freePort, type Postgres, startPostgres } from '../../scripts/postgres.mjs';
import { runService, type Service } from '../../scripts/services.mjs';
import { type Stack, startStack } from '../../scripts/stack.mjs';
import { pause, until } from '../../scripts/wait.mjs';

export const SITES = 12;
/** Waits of the retry policy are divided by this; leases are 15 seconds. */
const TIME_SCALE = 600;
const DATA_MB = 48;
/** A cluster is about 45 MB, a campaign of some thousand people 60 with its log. */
const DATABASE_MB = 384;
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface SinkLine {
  readonly recipient: string;
  readonly messageId?: string;
  /** The final dot of this one got no proper answer. */
  readonly isUnanswered?: boolean;
}

export interface World {
  readonly api: Call;
  readonly stack: Stack;
  readonly workers: readonly Service[];
  readonly sink: Service;
  readonly names: Service;
  /** Folder of journals and uploads: a small disk of its own when we are root. */
  readonly dataDir: string;
  /** Where the database has its data: a small disk of its own when we are root. */
  readonly databaseDir: string;
  readonly isSmallDisk: boolean;
  /** What the services printed. */
  readonly lines: readonly string[];
  query<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  sinkMode(mode: {
    kind: string;
    share?: number;
    stage?: string;
  }): Promise<{ held: number; bodies: number; sessions: number }>;
  sinkState(): Promise<{ held: number; bodies: number; sessions: number }>;
  namesMode(mode: 'ok' | 'dead' | 'slow' | 'servfail'): Promise<void>;
  sinkLines(): SinkLine[];
  killDatabase(): void;
  startDatabase(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly workers: number;
  /** Each reply of the mail hosts takes so long: a campaign then lasts long enough to be disturbed. */
  readonly replyMs: number;
}

export async function startWorld({ workers: count, replyMs }: WorldOptions): Promise<World> {
  const home = mkdtempSync(path.join(tmpdir(), 'doorstep-faults-'));
  // As root the database runs as another user: it has to get in, or its data would be put, and left, elsewhere.
  chmodSync(home, 0o755);
  const stops: (() => Promise<unknown> | unknown)[] = [() => rmSync(home, { recursive: true, force: true })];
  // Also when somebody interrupts: small disks are mounted, and a database runs on one of them.
  const stop = tidied(async () => {
    for (const step of stops.splice(0).reverse()) await step();
  });
  try {
    return await start(home, count, replyMs, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  home: string,
  count: number,
  replyMs: number,
  stops: (() => Promise<unknown> | unknown)[],
  stop: () => Promise<void>,
): Promise<World> {
  const lines: string[] = [];
  const print = (name: string, line: string) => void lines.push(`${new Date().toISOString()} ${name} ${line}`);
  const keep = (service: Service) => {
    stops.push(() => service.stop(10_000));
    return service;
  };
  const dataDir = path.join(home, 'data');
  const databaseDir = path.join(home, 'database');
  const isSmallDisk = mountSmallDisk(dataDir, DATA_MB, stops) && mountSmallDisk(databaseDir, DATABASE_MB, stops);
  const cluster = { dir: path.join(databaseDir, 'pg'), db: 'doorstep', user: 'doorstep', isThrowaway: true };
  let postgres: Postgres = await startPostgres(cluster);
  stops.push(() => postgres.stop());
  const databasePort = Number(new URL(postgres.url).port);

  const ports = { dns: await freePort(), dnsControl: await freePort(), smtp: await freePort(), sink: await freePort() };
  const hosts = Array.from({ length: SITES }, (_, i) => `127.77.${i}.1`).join(',');
  const file = path.join(home, 'taken.jsonl');
  const stack = await startOn(postgres.url, {
    dataDir,
    port: await freePort(),
    services: ['worker'],
    print,
    environment: {
      DOORSTEP_TIME_SCALE: String(TIME_SCALE),
      DOORSTEP_SEND_HOLD_SECONDS: '0',
      DOORSTEP_LOG_LEVEL: 'info',
      DOORSTEP_DNS_SERVERS: `127.0.0.1:${ports.dns}`,
      DOORSTEP_SMTP_PORT: String(ports.smtp),
      DOORSTEP_MIN_FREE_MB: '4',
      NODE_OPTIONS: `--import ${new URL('shift-clock.mjs', import.meta.url).href}`,
    },
  });
  stops.push(() => stack.stop());
  const upstream = stack.simnet?.dnsServers[0] ?? '';
  const own = (name: string, args: readonly (string | number)[]) =>
    keep(runService({ name, args: [here(`${name}.ts`), ...args.map(String)], env: {}, print }));
  const names = own('names', [ports.dns, ports.dnsControl, upstream, hosts]);
  const sink = own('sink', [file, hosts, ports.smtp, ports.sink, replyMs]);
  const main = path.join(here('../../'), 'apps', 'worker', 'dist', 'main.js');
  const workers = [stack.services.worker!];
  while (workers.length < count) {
    const env = { ...stack.environment, DOORSTEP_WORKER_PORT: String(await freePort()) };
    workers.push(keep(runService({ name: `worker${workers.length + 1}`, args: [main], env, print })));
  }
  const pool = new pg.Pool({ connectionString: postgres.url, max: 3, connectionTimeoutMillis: 2000 });
  pool.on('error', () => undefined);
  stops.push(() => pool.end());

  const ask = async (url: string) => {
    const answer = await until('the control port answers', 20_000, () => fetch(url).catch(() => null), 50);
    return answer;
  };
  const sinkState = async (query = '/') =>
    (await (await ask(`http://127.0.0.1:${ports.sink}${query}`)).json()) as {
      held: number;
      bodies: number;
      sessions: number;
    };
  await sinkState();
  await ask(`http://127.0.0.1:${ports.dnsControl}/?mode=ok`);
  const account = { name: 'Ada', address: 'ada@doorstep.example', password: 'correct horse battery' };
  return {
    ...{ stack, workers, sink, names, dataDir, databaseDir, isSmallDisk, lines, sinkState, stop },
    api: await signUp(stack, account),
    query: async (text, values = []) => (await pool.query(text, values)).rows,
    sinkMode: ({ kind, share = 1, stage }) =>
      sinkState(`/mode?kind=${kind}&share=${kind === 'ok' ? 0 : share}${stage ? `&stage=${stage}` : ''}`),
    namesMode: async (mode) => void (await ask(`http://127.0.0.1:${ports.dnsControl}/?mode=${mode}`)),
    sinkLines: () => readLines(file),
    killDatabase: () => postgres.kill(),
    async startDatabase() {
      // The backends of a postmaster that was killed notice it within moments; until then its folder is in use.
      for (let tries = 0; ; tries++) {
        try {
          postgres = await startPostgres({ ...cluster, port: databasePort });
          return;
        } catch (error) {
          if (tries > 40) throw error;
          await pause(250);
        }
      }
    },
  };
}

async function startOn(databaseUrl: string, options: Parameters<typeof startStack>[0]): Promise<Stack> {
  const before = process.env.DATABASE_URL;
  process.env.DATABASE_URL = databaseUrl;
  try {
    return await startStack(options);
  } finally {
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
  }
}

/** @returns false when we may not mount: then no disk can be made full without harming the machine */
function mountSmallDisk(dir: string, sizeMb: number, stops: (() => unknown)[]): boolean {
  mkdirSync(dir, { recursive: true });
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'doorstep-faults', dir], { stdio: 'pipe' });
  } catch {
    return false; // said aloud by the fault that needs it
  }
  stops.push(() => execFileSync('umount', ['-l', dir]));
  return true;
}

function readLines(file: string): SinkLine[] {
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as SinkLine);
}
