// Sends the marked messages of full-loop tests as campaigns are sent: by the MX of the return-path domain, signed, once.
import { hostname } from 'node:os';
import { formatReturnPath, type TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import type { ClaimedLoopTest, LoopHandover, LoopTestStore, MailboxReadingStore, Vault } from '@doorstep/database';
import {
  type AttemptReport,
  connectToSite,
  createDns,
  type MxAnswer,
  resolveMx,
  siteOf,
  type Timeouts,
} from '@doorstep/delivery';
import { composeLoopTest } from '@doorstep/message';
import { signersOf } from '../attempt/campaign-desk.js';
import { reportWithoutHost } from '../attempt/made-reports.js';
import type { TlsPolicies } from '../attempt/tls-policies.js';
import type { Log } from '../log.js';

export interface LoopTester {
  /** Sends one that waits, ends those whose time is up. @returns true when there may be more to do at once */
  turn(): Promise<boolean>;
}

export interface LoopTesterOptions {
  readonly config: Pick<Config, 'dnsServers' | 'dnssec' | 'smtpPort' | 'allowPrivateMx' | 'timeScale' | 'ehloName'>;
  readonly loops: Pick<LoopTestStore, 'claim' | 'noteHandover' | 'endOverdue'>;
  readonly readings: Pick<MailboxReadingStore, 'hasten'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly tokens: Pick<TokenSigner, 'sign'>;
  readonly tls: Pick<TlsPolicies, 'of' | 'note'>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A person watches: a host that does not answer is told soon. */
const TIMEOUTS: Partial<Timeouts> = {
  connectMs: 15_000,
  bannerMs: 20_000,
  ehloMs: 20_000,
  tlsMs: 15_000,
  mailMs: 20_000,
  rcptMs: 30_000,
  dataMs: 30_000,
  bodyMs: 30_000,
  dotMs: 60_000,
};
/** Longer than the dialogue may take: whoever comes then may send it anew. A second message does no harm. */
const LEASE_SECONDS = 300;
/** "Not now" is asked again after this. */
const RETRY_SECONDS = 20;
/** While one is on its way, mailboxes that rest are read this soon. */
const HASTE_SECONDS = 5;
const MOST_SIGNS = 1000;

export function createLoopTester(options: LoopTesterOptions): LoopTester {
  const { config, loops, readings, vault, tokens, tls, log, signal } = options;
  const { smtpPort, allowPrivateMx, timeScale } = config;
  const dns = createDns({ servers: config.dnsServers, cache: false, validates: config.dnssec });

  function compose({
    id,
    returnPathDomain,
    sender,
  }: ClaimedLoopTest): { from: string; to: string; body: Uint8Array } | string {
    const signers = signersOf(sender, vault);
    if (signers.length === 0) return `${sender.name} has no active DKIM key, and nothing is sent unsigned.`;
    const to = formatReturnPath(tokens.sign('return', id), returnPathDomain);
    const made = composeLoopTest({ to, sendingDomainName: sender.name, messageKey: `loop.${id}`, date: new Date() });
    // The null sender, as bounces have it: a mailbox that refuses it would lose every bounce.
    return { from: '', to, body: signers.reduce((signed, signer) => signer.sign(signed), made) };
  }

  async function send(test: ClaimedLoopTest): Promise<LoopHandover> {
    const answer = await resolveMx(test.returnPathDomain, dns);
    const { mxHosts, isTlsRequired } = siteOf(answer);
    if (mxHosts.length === 0) return withoutHost(answer);
    let message: ReturnType<typeof compose>;
    try {
      message = compose(test);
    } catch (error) {
      message = `The message could not be composed: ${(error as Error).message}`;
    }
    if (typeof message === 'string')
      return { kind: 'trouble', step: 'handover', mxHosts, mxHost: null, trouble: message, isFinal: true };
    const tlsPolicy = await tls.of(answer, isTlsRequired);
    const ehloName = config.ehloName ?? hostname();
    const connected = await connectToSite({
      answer,
      tlsPolicy,
      signal,
      ehloName,
      timeouts: TIMEOUTS,
      smtpPort,
      allowPrivateMx,
    });
    tls.note(connected, answer.domain);
    if (connected.kind !== 'open') return handoverOf(connected.report, mxHosts);
    try {
      return handoverOf(
        await connected.connection.send({ ...message, beforeDot: async () => !signal.aborted }),
        mxHosts,
      );
    } finally {
      await connected.connection.close();
    }
  }

  return {
    async turn() {
      if ((await loops.endOverdue()) > 0) await readings.hasten(HASTE_SECONDS);
      const test = signal.aborted ? null : await loops.claim(LEASE_SECONDS);
      if (test === null) return false;
      const handover = await send(test);
      await loops.noteHandover(test, handover, RETRY_SECONDS / timeScale);
      if (handover.kind === 'handed') await readings.hasten(0);
      else
        log.info({ loopTestId: test.id, ...handover }, 'The marked message of a full-loop test was not handed over.');
      return true;
    },
  };
}

function withoutHost(answer: MxAnswer): LoopHandover {
  const report = reportWithoutHost(answer);
  const isFinal = answer.kind !== 'trouble';
  return { kind: 'trouble', step: 'mx', mxHosts: [], mxHost: null, trouble: report.trouble ?? answer.kind, isFinal };
}

function handoverOf({ outcome, reply, trouble, mxHost }: AttemptReport, mxHosts: readonly string[]): LoopHandover {
  const said = (reply?.text ?? trouble ?? '').slice(0, MOST_SIGNS).toWellFormed().replaceAll('\0', '');
  switch (outcome) {
    case 'accepted':
    case 'in_doubt':
      return { kind: 'handed', mxHosts, mxHost, reply: said };
    case 'deferred':
    case 'refused':
    case 'abandoned':
      return { kind: 'trouble', step: 'handover', mxHosts, mxHost, trouble: said, isFinal: outcome === 'refused' };
    default:
      return outcome satisfies never;
  }
}
