// Hands over the messages of ours to people of one mail domain, one after the other over one connection.
import type { ConfirmationSender, ConfirmationSettlement } from '@doorstep/database';
import type { AttemptReport, Connected, MxAnswer, SiteConnection } from '@doorstep/delivery';
import { siteOf } from '@doorstep/delivery';
import { abandonedReport, reportWithoutHost, unfitReport } from '../attempt/made-reports.js';
import type { Classify } from '../outcome/outcome.js';
import { decideSettlement } from './decide-settlement.js';
import type { MailDesk } from './mail-desk.js';

/** One message that is ours to hand over until the lease ends. */
export interface MailClaim {
  /** As RCPT TO carries it. */
  readonly spelling: string;
  readonly domainName: string;
  /** Tries, this one included: 1 or more. */
  readonly tries: number;
}

/** Where the messages wait: ConfirmationStore and LetterStore are such. */
export interface MailStore<Claim extends MailClaim> {
  isAnyDue(): Promise<boolean>;
  sender(): Promise<ConfirmationSender | null>;
  claimDue(limit: number, leaseSeconds: number): Promise<{ claimed: Claim[]; isMore: boolean }>;
  markDot(claim: Claim): Promise<boolean>;
  settle(claim: Claim, settlement: ConfirmationSettlement, wasMarked: boolean): Promise<void>;
  release(claim: Claim): Promise<void>;
}

export interface Asking<Claim extends MailClaim> {
  readonly mails: MailStore<Claim>;
  readonly resolve: (domainName: string) => Promise<MxAnswer>;
  readonly connect: (answer: MxAnswer) => Promise<Connected>;
  readonly timeScale: number;
  /** What a reply means; default: our rules alone. */
  readonly classifyReply?: Classify | undefined;
  readonly signal: AbortSignal;
}

/** @param claims at least one, all of one domain */
export async function askDomain<Claim extends MailClaim>(
  domainName: string,
  claims: readonly Claim[],
  desk: MailDesk<Claim>,
  asking: Asking<Claim>,
): Promise<void> {
  const { mails, signal, timeScale } = asking;
  const answer = await asking.resolve(domainName);
  const { mxHosts, messagesPerConnection } = siteOf(answer);
  let connection: SiteConnection | null = null;
  /** A host that is not reached is not tried again for the next one. */
  let away: AttemptReport | null = mxHosts.length === 0 ? reportWithoutHost(answer) : null;

  async function ensureConnection(): Promise<void> {
    if (connection?.isUsable() && connection.messagesSent < messagesPerConnection) return;
    await connection?.close();
    connection = null;
    const connected = await asking.connect(answer);
    if (connected.kind === 'open') connection = connected.connection;
    else away = connected.report;
  }

  async function ask(claim: Claim): Promise<{ report: AttemptReport; wasMarked: boolean }> {
    let wasMarked = false;
    let message: ReturnType<MailDesk<Claim>['compose']>;
    try {
      message = desk.compose(claim);
    } catch (error) {
      const why = `The message could not be composed: ${(error as Error).message}`;
      return { report: unfitReport(answer, why), wasMarked };
    }
    if (signal.aborted) return { report: abandonedReport(answer, 'the worker stopped'), wasMarked };
    if (away === null) await ensureConnection();
    if (away !== null || connection === null) return { report: away ?? reportWithoutHost(answer), wasMarked };
    const beforeDot = async () => {
      wasMarked = !signal.aborted && (await mails.markDot(claim));
      return wasMarked;
    };
    const report = await connection.send({ ...message, to: claim.spelling, beforeDot });
    return { report, wasMarked };
  }

  try {
    for (const claim of claims) {
      const { report, wasMarked } = await ask(claim);
      const settlement = decideSettlement(report, claim.tries, timeScale, asking.classifyReply);
      if (settlement === null) await mails.release(claim);
      else await mails.settle(claim, settlement, wasMarked);
    }
  } finally {
    await (connection as SiteConnection | null)?.close();
  }
}
