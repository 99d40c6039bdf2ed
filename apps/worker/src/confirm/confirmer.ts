// Hands over messages of ours to single people (asking to confirm, letters with a link): who is due, a few at a time, domain by domain.
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import type { Vault } from '@doorstep/database';
import { connectToSite, createDns, resolveMx, siteOf, type Timeouts } from '@doorstep/delivery';
import type { TlsPolicies } from '../attempt/tls-policies.js';
import type { Log } from '../log.js';
import type { RuleDesk } from '../outcome/rule-desk.js';
import { CONFIRM_AT_ONCE, CONFIRM_LEASE_SECONDS } from '../waits.js';
import { type Asking, askDomain, type MailClaim, type MailStore } from './ask-domain.js';
import type { MailDesk, OpenMailDesk } from './mail-desk.js';

export interface Confirmer {
  /** @returns true when there is more to do at once */
  turn(): Promise<boolean>;
}

export interface ConfirmerOptions<Claim extends MailClaim> {
  readonly config: Pick<
    Config,
    'dnsServers' | 'dnssec' | 'smtpPort' | 'allowPrivateMx' | 'publicUrl' | 'timeScale' | 'ehloName'
  >;
  readonly mails: MailStore<Claim>;
  readonly openDesk: OpenMailDesk<Claim>;
  /** What cannot be done while there is nothing to send from: "Nobody can be asked to confirm". */
  readonly otherwise: string;
  readonly vault: Pick<Vault, 'open'>;
  readonly tokens: TokenSigner;
  readonly tls: Pick<TlsPolicies, 'of' | 'note'>;
  readonly rules?: Pick<RuleDesk, 'classify'>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A few hosts that hardly answer must not hold up the others for long; a lost answer is never followed by a second message. */
const TIMEOUTS: Partial<Timeouts> = {
  connectMs: 15_000,
  bannerMs: 30_000,
  ehloMs: 30_000,
  tlsMs: 15_000,
  mailMs: 30_000,
  rcptMs: 60_000,
  dataMs: 60_000,
  bodyMs: 60_000,
  dotMs: 300_000,
};

/** The next ones are taken after this, though some hosts have not answered yet. */
const ROUND_MS = 1000;

export function createConfirmer<Claim extends MailClaim>(options: ConfirmerOptions<Claim>): Confirmer {
  const { config, mails, log, signal, tls } = options;
  const dns = createDns({ servers: config.dnsServers, cache: true, validates: config.dnssec });
  const ehloName = config.ehloName ?? hostname();
  const asking: Asking<Claim> = {
    ...{ mails, signal },
    classifyReply: options.rules?.classify,
    timeScale: config.timeScale,
    resolve: (domainName) => resolveMx(domainName, dns),
    async connect(answer) {
      const tlsPolicy = await tls.of(answer, siteOf(answer).isTlsRequired);
      const connected = await connectToSite({
        ...{ answer, tlsPolicy, signal, ehloName, timeouts: TIMEOUTS },
        ...mxOptions(config),
      });
      tls.note(connected, answer.domain);
      return connected;
    },
  };
  const running = new Set<Promise<void>>();
  let inHand = 0;
  let failures: unknown[] = [];
  let saidLast = '';

  /** Said once, until it is something else. */
  function cannot(words: string): null {
    if (words !== saidLast) log.warn(`${options.otherwise}: ${words}`);
    saidLast = words;
    return null;
  }

  async function openDesk(): Promise<MailDesk<Claim> | null> {
    const sender = await mails.sender();
    if (sender === null) return cannot('there is no sending domain with a DKIM key yet.');
    try {
      const desk = options.openDesk(sender, { ...options, publicUrl: config.publicUrl });
      saidLast = '';
      return desk;
    } catch (error) {
      return cannot((error as Error).message);
    }
  }

  return {
    async turn() {
      const [failure] = failures;
      failures = [];
      if (failure !== undefined) throw failure;
      if (signal.aborted || inHand >= CONFIRM_AT_ONCE || !(await mails.isAnyDue())) return false;
      const desk = await openDesk();
      if (desk === null) return false;
      const { claimed, isMore } = await mails.claimDue(CONFIRM_AT_ONCE - inHand, CONFIRM_LEASE_SECONDS);
      for (const [domainName, claims] of Map.groupBy(claimed, (claim) => claim.domainName)) {
        inHand += claims.length;
        const work = askDomain(domainName, claims, desk, asking)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => {
            inHand -= claims.length;
            running.delete(work);
          });
        running.add(work);
      }
      await Promise.race([Promise.all(running), sleep(ROUND_MS, undefined, { ref: false })]);
      return isMore && failures.length === 0;
    },
  };
}

const mxOptions = ({ smtpPort, allowPrivateMx }: ConfirmerOptions<MailClaim>['config']) => ({
  smtpPort,
  allowPrivateMx,
});
