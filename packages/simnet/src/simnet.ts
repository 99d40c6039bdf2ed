// One simulated internet: its parts put together, started on loopback and ended again.
import { randomBytes } from 'node:crypto';
import type { Behaviour } from './behaviour.js';
import { selfSignedCertificate } from './certificate.js';
import { behavioursByName, characters } from './characters/characters.js';
import { SimulatedClock } from './clock.js';
import { startControlServer } from './control-server.js';
import { startDnsServer } from './dns/dns-server.js';
import { Zone } from './dns/zone.js';
import { Ledger } from './ledger.js';
import { asBytes } from './mailbox/bounce-mailbox.js';
import { startImapServer } from './mailbox/imap-server.js';
import { startPop3Server } from './mailbox/pop3-server.js';
import { firstRecords, readRecords } from './records.js';
import { PostOffice } from './reports/post-office.js';
import type { Simnet } from './simnet-face.js';
import { Judge } from './smtp/judge.js';
import { startMailboxHost } from './smtp/mailbox-host.js';
import { MxHosts } from './smtp/mx-hosts.js';
import type { MxSurroundings } from './smtp/mx-server.js';
import { Sites } from './smtp/sites.js';

export interface SimnetOptions {
  /** Simulated seconds per real second; default 1. */
  readonly clockSpeed?: number;
  /** 0 or absent: a free one. */
  readonly ports?: {
    readonly dns?: number;
    readonly smtp?: number;
    readonly pop3?: number;
    readonly imap?: number;
    readonly control?: number;
  };
  /** Default false. */
  readonly startControl?: boolean;
}

const loopback = '127.0.0.1';
const portTries = 10;

/** @throws when a given port is taken; free ones are looked for until all hosts fit */
export async function startSimnet(options: SimnetOptions = {}): Promise<Simnet> {
  for (let tried = 1; ; tried += 1) {
    const closers: (() => Promise<void>)[] = [];
    try {
      return await start(options, closers);
    } catch (error) {
      await closeAll(closers);
      const isRetried = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' && !options.ports?.smtp;
      if (!isRetried || tried >= portTries) throw explained(error as NodeJS.ErrnoException);
    }
  }
}

async function start(options: SimnetOptions, closers: (() => Promise<void>)[]): Promise<Simnet> {
  const { ports = {}, clockSpeed = 1 } = options;
  const account = { username: 'bounces', password: randomBytes(12).toString('base64url') };
  const certificate = selfSignedCertificate('mx.simulated.example');
  const clock = new SimulatedClock(clockSpeed);
  closers.push(async () => clock.forgetPlans());
  const zone = new Zone();
  zone.put(firstRecords);
  const ledger = new Ledger();
  const own = <T extends { close(): Promise<void> }>(part: T): T => {
    closers.push(() => part.close());
    return part;
  };

  const imap = own(await startImapServer(account, loopback, ports.imap ?? 0));
  const pop3 = own(await startPop3Server(account, imap.mailbox, loopback, ports.pop3 ?? 0));
  const postOffice = new PostOffice(clock, zone, ledger, imap.mailbox);
  const mailboxHost = own(
    await startMailboxHost(certificate, ports.smtp ?? 0, (...mail) => postOffice.deliver(...mail)),
  );
  const hosts: MxHosts = new MxHosts(mailboxHost.port, () => around);
  closers.push(() => hosts.closeAll());
  const sites = new Sites(zone, behavioursByName, hosts.open.bind(hosts), hosts.close.bind(hosts));
  const judge = new Judge(sites, clock);
  const around: MxSurroundings = { judge, ledger, postOffice, clock, certificate };
  for (const { domains, behaviour } of characters) settle(sites, domains, behaviour);
  await hosts.ready();
  const dns = own(await startDnsServer(zone, loopback, ports.dns ?? 0));

  const simnet: Simnet = {
    dnsServer: `${loopback}:${dns.port}`,
    smtpPort: mailboxHost.port,
    pop3: { host: loopback, port: pop3.port, ...account },
    imap: { host: loopback, port: imap.port, ...account },
    controlUrl: null,
    clock,
    putRecords: (records) => zone.put(readRecords(records)),
    putBehaviour: (domain, behaviour) => sites.put(domain, behaviour),
    putMailboxMessage: (raw) => imap.mailbox.put(asBytes(raw)),
    received: (filter) => ledger.received(filter),
    events: (filter) => ledger.events(filter),
    summary: () => ledger.summary(),
    reset() {
      clock.forgetPlans();
      judge.forget();
      ledger.clear();
      imap.mailbox.clear();
    },
    close: () => closeAll(closers),
  };
  if (!options.startControl) return simnet;
  const control = own(await startControlServer(simnet, () => hosts.ready(), loopback, ports.control ?? 0));
  return { ...simnet, controlUrl: control.url };
}

/** Linux and Windows have all of 127.0.0.0/8 without being told; macOS has 127.0.0.1 alone. */
function explained(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'EADDRNOTAVAIL') return error;
  const words =
    'The simulated hosts need loopback addresses 127.20.0.1 and 127.20.1.1 to 127.20.1.80, which this system lacks.';
  return new Error(`${words} On macOS give them to lo0 first: sudo ifconfig lo0 alias <address>.`, { cause: error });
}

/** The domains of one character have the hosts of the first in common. */
function settle(sites: Sites, domains: readonly string[], behaviour: Behaviour | null): void {
  for (const domain of behaviour ? domains : []) {
    const isShared = domain !== domains[0] && behaviour!.sharesHostsOf === undefined;
    sites.put(domain, isShared ? { ...behaviour, sharesHostsOf: domains[0]! } : behaviour!);
  }
}

async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}
