// One connection of a lane: takes a delivery through composing, connecting and the SMTP dialogue to its settled result.
import type { Classification } from '@doorstep/bounces';
import type { ClaimedDelivery, Lane } from '@doorstep/database';
import {
  type AttemptReport,
  type Connected,
  isOfTheSession,
  type MxAnswer,
  type SiteConnection,
  type TlsPolicy,
  type TlsVerdict,
} from '@doorstep/delivery';
import { type Outcome, UNFIT } from '../outcome/outcome.js';
import type { SiteChange, SiteDoor } from '../outcome/site-door.js';
import type { CampaignDesk, ComposedMessage } from './campaign-desk.js';
import type { DotJournal } from './dot-journal.js';
import type { Hand } from './hand.js';
import { abandonedReport, movedReport, reportWithoutHost, unfitReport } from './made-reports.js';
import type { KnownAnswer, MxAnswers } from './mx-answers.js';
import type { Sources } from './sources.js';
import type { TlsPolicies } from './tls-policies.js';

export interface ConnectionWork {
  readonly answers: MxAnswers;
  readonly campaigns: CampaignDesk;
  readonly hand: Hand;
  readonly dots: DotJournal;
  readonly outcome: Outcome;
  readonly siteDoor: SiteDoor;
  readonly connect: (answer: MxAnswer, policy: TlsPolicy, signal: AbortSignal, lane: Lane) => Promise<Connected>;
  readonly sources: Pick<Sources, 'unfit'>;
  /** The site ends a connection after so many messages. */
  readonly limitMessages: (lane: Lane, most: number) => Promise<void>;
  readonly tls: TlsPolicies;
  /** The domain's mail goes elsewhere now: remembered, so that it is routed there. */
  readonly rememberRoute: (domainName: string, known: KnownAnswer) => Promise<void>;
  readonly pauseCampaign: (campaignId: string, words: string) => Promise<void>;
  readonly note: (step: string, error: unknown) => void;
}

/** Why a site is left alone: what it said, and what that was taken for. */
export interface PausedBy {
  readonly report: AttemptReport;
  readonly classification: Classification;
}

export type Sent =
  /** `pausedBy`: the site is to be left alone from now on. */
  | { readonly kind: 'settled'; readonly pausedBy: PausedBy | null; readonly change?: SiteChange | null }
  /** The connection ended between two messages, which costs nothing: the same delivery once more. */
  | { readonly kind: 'again' }
  /** Nothing was begun: to be given back. */
  | { readonly kind: 'not-now' }
  /** This source cannot go there at the moment, which is not the site's fault. */
  | { readonly kind: 'no-source' }
  | { readonly kind: 'no-connection'; readonly report: AttemptReport; readonly known: KnownAnswer };

export interface LaneConnection {
  /** Rejects only before anything is settled, when the database is away. */
  deliver(delivery: ClaimedDelivery): Promise<Sent>;
  /** Settles all of them with the report of a connection that did not come about, and leaves the site alone for a while. */
  failAll(deliveries: readonly ClaimedDelivery[], failure: Extract<Sent, { kind: 'no-connection' }>): Promise<void>;
  isOpen(): boolean;
  hurry(): void;
  destroy(): void;
  close(): Promise<void>;
}

export function openLaneConnection(lane: Lane, signal: AbortSignal, work: ConnectionWork): LaneConnection {
  let connection: SiteConnection | null = null;
  let judge: ((policy: TlsPolicy) => TlsVerdict) | null = null;
  /** The last judgement of the open connection: most messages of a connection are of one domain. */
  let judged: { readonly policy: TlsPolicy; readonly verdict: TlsVerdict } | null = null;
  let isHurried = false;
  let isPastDot = false;
  let mostMessages = lane.messageLimit ?? Number.POSITIVE_INFINITY;
  /** Deliveries that met a connection's end once already. */
  const repeated = new Set<string>();

  async function deliver(delivery: ClaimedDelivery): Promise<Sent> {
    const known = await work.answers.of(delivery.domainName);
    if (isHurried || !work.hand.holds(delivery)) return { kind: 'not-now' };
    if (known.site.mxHosts.length === 0) return settle(delivery, reportWithoutHost(known.answer), known);
    if (known.site.mxKey !== lane.mxKey) {
      await work.rememberRoute(delivery.domainName, known);
      return settle(delivery, movedReport(known.answer), known);
    }
    const failedLately = work.tls.failedLately(known.answer.domain);
    if (failedLately) return settlePolicyFailure(delivery, failedLately, known);
    const campaign = await work.campaigns.open(delivery.campaignId);
    if (campaign.kind === 'blocked') {
      await work.pauseCampaign(delivery.campaignId, campaign.words);
      return { kind: 'not-now' };
    }
    let message: ComposedMessage;
    try {
      message = campaign.compose(delivery);
    } catch (error) {
      const why = `The message could not be composed: ${(error as Error).message}`.slice(0, 1000);
      work.outcome.settle(delivery, unfitReport(known.answer, why), UNFIT);
      return { kind: 'settled', pausedBy: null };
    }
    const policy = await work.tls.of(known.answer, known.site.isTlsRequired);
    const failed = await ensureConnection(delivery, known, policy);
    if (failed) return failed;
    return send(delivery, message, known, verdictOf(policy));
  }

  async function ensureConnection(
    delivery: ClaimedDelivery,
    known: KnownAnswer,
    policy: TlsPolicy,
  ): Promise<Sent | null> {
    // One domain's mail never goes over a connection that its own policy would not have allowed.
    if (
      connection?.isUsable() &&
      connection.messagesSent < Math.min(mostMessages, lane.messagesByHand ?? known.site.messagesPerConnection) &&
      verdictOf(policy)?.isFit
    )
      return null;
    await connection?.close();
    connection = null;
    if ((await work.sources.unfit(known, lane, null)) !== null) return { kind: 'no-source' };
    const connected = await work.connect(known.answer, policy, signal, lane);
    if (connected.kind === 'open') {
      ({ connection, judge } = connected);
      judged = { policy, verdict: connected.verdict };
      return null;
    }
    const { report } = connected;
    if (report.outcome === 'abandoned') return { kind: 'not-now' };
    if ((await work.sources.unfit(known, lane, report)) !== null) return { kind: 'no-source' };
    if (report.tlsPolicy && report.tlsPolicy.policy !== 'required') return settlePolicyFailure(delivery, report, known);
    return { kind: 'no-connection', report, known };
  }

  function verdictOf(policy: TlsPolicy): TlsVerdict | null {
    if (judged?.policy !== policy) judged = judge && { policy, verdict: judge(policy) };
    return judged?.verdict ?? null;
  }

  /** What one domain asks for and does not keep is nothing the other domains of the site have to wait for. */
  function settlePolicyFailure(delivery: ClaimedDelivery, report: AttemptReport, known: KnownAnswer): Sent {
    work.outcome.settle(delivery, { ...report, mx: known.answer });
    return { kind: 'settled', pausedBy: null };
  }

  async function send(
    delivery: ClaimedDelivery,
    message: ComposedMessage,
    known: KnownAnswer,
    verdict: TlsVerdict | null,
  ): Promise<Sent> {
    const open = connection!;
    const isReused = open.messagesSent > 0;
    isPastDot = false;
    const answered = await open.send({
      ...message,
      to: delivery.spelling,
      beforeDot: async () => {
        if (isHurried || !work.hand.holds(delivery)) return false;
        const isMarked = await work.dots.pass(delivery.attemptId);
        // Hurried meanwhile: the connection is gone already, and its dot never went out.
        isPastDot = isMarked && !isHurried;
        return isPastDot;
      },
    });
    isPastDot = false;
    const report = withPolicy(answered, verdict);
    const isEnough = !report.wasDotSent && isOfTheSession(report.reply);
    if (isReused && !repeated.has(delivery.deliveryId) && (isEnough || isEndBetweenMessages(report))) {
      repeated.add(delivery.deliveryId);
      if (isEnough) await takeFewer(open.messagesSent - 1);
      return { kind: 'again' };
    }
    // A dialogue that we ended ourselves before the dot tells nothing about the site.
    const isOurEnd = isHurried && !report.wasDotSent && report.reply === null && report.outcome === 'deferred';
    return settle(delivery, isOurEnd ? abandonedReport(known.answer, 'the worker stopped') : report, known);
  }

  /** It said it had enough after so many: the rest goes over the next connection, and the next ones carry no more. */
  async function takeFewer(most: number): Promise<void> {
    mostMessages = Math.min(mostMessages, Math.max(1, most));
    await connection?.close();
    connection = null;
    await work.limitMessages(lane, mostMessages).catch((error: unknown) => work.note('limit a site', error));
  }

  async function settle(delivery: ClaimedDelivery, report: AttemptReport, known: KnownAnswer): Promise<Sent> {
    // A connection serves several domains of the site; each attempt keeps what DNS said of its own.
    const own = report.mx === known.answer ? report : { ...report, mx: known.answer };
    const classification = work.outcome.settle(delivery, own);
    if (classification === null) return { kind: 'settled', pausedBy: null };
    const change = await orNoted(work.siteDoor.afterAttempt(siteRef(known), own, classification));
    if (change?.kind === 'stop-campaign') await work.pauseCampaign(delivery.campaignId, change.words);
    return { kind: 'settled', pausedBy: change?.kind === 'pause' ? { report: own, classification } : null, change };
  }

  const siteRef = ({ site: { provider } }: KnownAnswer) => {
    const { siteId, sourceId, recentPauses } = lane;
    return { siteId, sourceId, provider, recentPauses };
  };

  /** The result is settled already: a pause that cannot be stored must not undo that. Leaving the site alone is safe. */
  async function orNoted(pausing: Promise<SiteChange | null>): Promise<SiteChange | null> {
    try {
      return await pausing;
    } catch (error) {
      work.note('pause a site', error);
      return { kind: 'pause' };
    }
  }

  return {
    deliver,
    async failAll(deliveries, { report, known }) {
      for (const delivery of deliveries) {
        const { answer } = await work.answers.of(delivery.domainName);
        work.outcome.settle(delivery, { ...report, mx: answer });
      }
      const classification = work.outcome.classify(report);
      if (classification)
        await orNoted(work.siteDoor.afterNoConnection(siteRef(known), report, classification).then(() => null));
    },
    isOpen: () => connection?.isUsable() ?? false,
    hurry() {
      isHurried = true;
      if (!isPastDot) connection?.destroy();
    },
    destroy() {
      isHurried = true;
      connection?.destroy();
    },
    async close() {
      await connection?.close();
      connection = null;
    },
  };
}

/** Told only where the domain has a policy: what became of opportunistic TLS stands in `tls`. */
function withPolicy(report: AttemptReport, verdict: TlsVerdict | null): AttemptReport {
  if (verdict === null || verdict.policy === 'opportunistic') return report;
  const { policy, result, words } = verdict;
  return { ...report, tlsPolicy: { policy, result, words } };
}

/** RFC 5321 section 3.8: a server may say 421 and close at any time; between two messages that is nobody's failure. */
function isEndBetweenMessages({ outcome, stage, reply, wasDotSent }: AttemptReport): boolean {
  if (outcome !== 'deferred' || wasDotSent || (stage !== 'mail' && stage !== 'rcpt')) return false;
  return reply === null || reply.code === 421;
}
