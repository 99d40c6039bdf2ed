// The life of the bounce listener: listens as long as the worker runs, tries again where it may not, and tells how it goes.
import { hostname } from 'node:os';
import type { TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import type { ListenerStore } from '@doorstep/database';
import type { Log } from '../log.js';
import { readCertificate, versionOf } from './certificate-files.js';
import { createFlowLimits } from './flow-limits.js';
import { createListenerTally, type ListenerResult } from './listener-tally.js';
import { type DoorLimits, openDoor, type SmtpDoor } from './smtp-door.js';

export type ListenerSettings = NonNullable<Config['bounceSmtp']>;

export interface ListenerOptions {
  readonly settings: ListenerSettings;
  readonly store: Pick<ListenerStore, 'keep' | 'returnPathDomains' | 'tell'>;
  readonly tokens: Pick<TokenSigner, 'verify'>;
  /** Why no mail can be kept at this moment, for whoever sends; null when it can. */
  readonly trouble: () => string | null;
  /** Mail is kept and waits to be understood. */
  readonly onKept: () => void;
  readonly onCount?: (result: ListenerResult) => void;
  readonly log: Log;
  readonly limits?: Partial<DoorLimits>;
  /** Default: the machine's. */
  readonly machine?: string;
}

export interface BounceListener {
  /** Listens if it does not yet, looks for a renewed certificate and for domains, tells how it goes. */
  turn(): Promise<boolean>;
  isListening(): boolean;
  connections(): number;
  stop(): Promise<void>;
}

const MIB = 1024 * 1024;
const LIMITS: DoorLimits = {
  ...{ messageBytes: 25 * MIB, keepBytes: MIB + 1 },
  ...{ connections: 200, connectionsPerPlace: 50, perReturnPath: 50, forPostmasters: 200 },
  ...{ idleMs: 5 * 60_000, connectionMs: 30 * 60_000, keepMs: 30_000 },
};
/** Who is in the middle of a message may end it; a sender who is cut off comes again. */
const CLOSE_MS = 1000;

export function createBounceListener(options: ListenerOptions): BounceListener {
  const { settings, store, log, tokens } = options;
  const tally = createListenerTally(options.onCount);
  const flow = createFlowLimits();
  const limits = { ...LIMITS, ...options.limits };
  const address = settings.host ?? '';
  const machine = options.machine ?? hostname();
  const name = settings.name ?? machine;
  let domains: ReadonlySet<string> = new Set();
  let door: SmtpDoor | null = null;
  let certificateVersion: string | null = null;
  let trouble: string | null = null;
  let isStopped = false;

  async function listen(): Promise<void> {
    const read = settings.tls ? readCertificate(settings.tls) : null;
    try {
      door = await openDoor(
        {
          ...{ hostName: name, limits, tokens, flow, tally, log, trouble: options.trouble },
          tls: read?.kind === 'ready' ? read : null,
          domains: () => domains,
          async keep(message) {
            await store.keep(message);
            options.onKept();
          },
        },
        settings.port,
        settings.host,
      );
    } catch (error) {
      note(wordsOf(error as NodeJS.ErrnoException, settings));
      return;
    }
    certificateVersion = read?.kind === 'ready' ? read.version : null;
    log.info({ address, port: settings.port, tls: certificateVersion !== null }, 'The bounce listener takes mail.');
    note(read?.kind === 'unusable' ? read.words : null);
  }

  function note(words: string | null): void {
    if (words !== null && words !== trouble) log.warn(words);
    trouble = words;
  }

  /** A renewed certificate is taken without ending a connection; the first one needs the door opened anew. */
  async function renew(files: NonNullable<ListenerSettings['tls']>): Promise<void> {
    if (isUnchanged(files, certificateVersion)) return;
    const read = readCertificate(files);
    if (read.kind === 'unusable') return note(read.words);
    if (certificateVersion === null) {
      await shut();
      return listen();
    }
    door?.renewCertificate(read);
    certificateVersion = read.version;
    note(null);
    log.info('The bounce listener shows a renewed certificate.');
  }

  async function shut(): Promise<void> {
    const open = door;
    door = null;
    await open?.close(CLOSE_MS);
  }

  async function tell(): Promise<void> {
    const counts = tally.takeAll();
    const state = {
      ...{ id: `${machine}:${address}:${settings.port}`, hostName: name, address },
      ...{ port: settings.port, hasTls: certificateVersion !== null, isListening: door !== null, trouble },
      connections: door?.connections() ?? 0,
    };
    try {
      await store.tell(state, counts);
    } catch (error) {
      tally.giveBack(counts);
      throw error;
    }
  }

  return {
    async turn() {
      if (isStopped) return false;
      if (door === null) await listen();
      else if (settings.tls) await renew(settings.tls);
      domains = new Set(await store.returnPathDomains());
      await tell();
      return false;
    },
    isListening: () => door !== null,
    connections: () => door?.connections() ?? 0,
    async stop() {
      isStopped = true;
      await shut();
      await tell().catch((error: Error) =>
        log.debug({ err: error }, 'The end of the bounce listener could not be told.'),
      );
    },
  };
}

function isUnchanged(files: NonNullable<ListenerSettings['tls']>, version: string | null): boolean {
  try {
    return versionOf(files) === version;
  } catch {
    return version !== null; // in the middle of a renewal: the former one goes on
  }
}

function wordsOf({ code, message }: NodeJS.ErrnoException, { port, host }: ListenerSettings): string {
  const place = host === undefined ? `port ${port}` : `port ${port} of ${host}`;
  if (code === 'EADDRINUSE') return `Another program listens on ${place}. End it, or choose another port.`;
  if (code === 'EACCES')
    return `This process may not listen on ${place}. Give it the right to (CAP_NET_BIND_SERVICE), or choose a port above 1023 and pass port 25 on to it.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Correct DOORSTEP_BOUNCE_SMTP_HOST.`;
  return `The bounce listener cannot listen on ${place}: ${message}`;
}
