// Puts the parts of the attempt step together: routing, lanes, connections, the hand and the door of outcomes.
import type { Classification, ReplyFacts, TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import {
  CampaignMaterialStore,
  type ClaimedDelivery,
  type Database,
  type DecidedOutcome,
  DeliveryStore,
  LaneStore,
  OutcomeStore,
  PlanStore,
  type PolicyInForce,
  RESEND_AFTER_SECONDS,
  SendingControlStore,
  SiteStateStore,
  TlsStore,
  type TokenKeyFollower,
  UsageStore,
  type Vault,
} from '@doorstep/database';
import {
  connectToSite,
  createDns,
  fetchStsPolicy,
  resolveMx,
  type TlsPolicyName,
  type TlsResult,
} from '@doorstep/delivery';
import type { DatabaseWatch } from '../health/database-away.js';
import type { Log } from '../log.js';
import { createOutcome } from '../outcome/outcome.js';
import type { ResultJournal } from '../outcome/result-journal.js';
import { createResultWriter, type ResultWriter } from '../outcome/result-writer.js';
import { createSiteDoor } from '../outcome/site-door.js';
import { leaseSeconds } from '../waits.js';
import { type CampaignDesk, createCampaignDesk } from './campaign-desk.js';
import { createClaimDesk } from './claim-desk.js';
import { createDispatcher, type Dispatcher } from './dispatcher.js';
import { createDotJournal } from './dot-journal.js';
import { followHalts, followOrders } from './follow-orders.js';
import { createHand, type Hand } from './hand.js';
import { type RunningLane, startLane } from './lane.js';
import { type ConnectionWork, openLaneConnection } from './lane-connection.js';
import { createLeaveDesk } from './leave-desk.js';
import { postponedReport } from './made-reports.js';
import { createMxAnswers, routeOf } from './mx-answers.js';
import { createRouter, type Router } from './router.js';
import { createSitePulse } from './site-pulse.js';
import { createSources } from './sources.js';
import { createTlsPolicies, type TlsPolicies } from './tls-policies.js';
import { createWarmUpDesk } from './warm-up-desk.js';

export interface Sending {
  readonly campaigns: CampaignDesk;
  readonly router: Router;
  readonly dispatcher: Dispatcher;
  readonly hand: Hand;
  readonly results: ResultWriter;
  readonly tls: TlsPolicies;
  /** Renews what is held and ends lanes that are no longer ours. */
  renew(): Promise<boolean>;
  /** Writes what was accepted where since the last call, and looks what a person said about all sending. */
  noteAccepted(): Promise<boolean>;
}

export interface SendingOptions {
  readonly config: SendingConfig;
  readonly worker: string;
  readonly database: Database;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly tokenKeys: Pick<TokenKeyFollower, 'fresh'>;
  readonly journal: ResultJournal;
  readonly watch: DatabaseWatch;
  readonly log: Log;
  readonly ehloName: string;
  readonly classifyReply: (facts: ReplyFacts) => Classification;
  readonly onDecided: (decided: DecidedOutcome, siteId: string) => void;
  /** What failures lead to, as a person set it. */
  readonly consequences: () => PolicyInForce;
  readonly onTlsResult: (policy: TlsPolicyName, result: TlsResult) => void;
  /** False while the disk is too full to keep results while the database is away. */
  readonly hasSpace: () => boolean;
  /** Something became due. */
  readonly onDue: () => void;
  /** A site may be sent to by whoever comes next. */
  readonly onLaneFree: () => void;
}

export type SendingConfig = Pick<
  Config,
  'dnsServers' | 'dnssec' | 'smtpPort' | 'allowPrivateMx' | 'publicUrl' | 'timeScale' | 'lanes'
>;

/** The addresses of this machine and of the sources are looked up this often. */
const SOURCES_MS = 10_000;

export function createSending(options: SendingOptions): Sending {
  const { config, worker, database, log, watch, onDue } = options;
  const lease = leaseSeconds(config);
  const deliveries = new DeliveryStore(database);
  const lanes = new LaneStore(database);
  const sites = new SiteStateStore(database);
  const plans = new PlanStore(database);
  const outcomes = new OutcomeStore(database, RESEND_AFTER_SECONDS / config.timeScale);
  const dns = createDns({ servers: config.dnsServers, cache: true, validates: config.dnssec });
  const answers = createMxAnswers((domain) => resolveMx(domain, dns));
  const hand = createHand({ deliveries, lanes, worker, leaseSeconds: lease });
  const results = createResultWriter({ finish: (batch) => outcomes.finishBatch(batch), journal: options.journal, log });
  const warmUp = createWarmUpDesk(new UsageStore(database));
  const claims = createClaimDesk({
    ...{ deliveries, warmUp, worker },
    control: new SendingControlStore(database),
    leaseSeconds: lease,
  });
  const leaving = createLeaveDesk(lanes, worker);
  const sources = createSources(sites, config.timeScale);
  const pulse = createSitePulse({ sites, warmUp });
  const onDecided = (decided: DecidedOutcome, delivery: ClaimedDelivery) => {
    pulse.note(decided, delivery);
    options.onDecided(decided, delivery.siteId);
  };
  const outcome = createOutcome({
    results,
    timeScale: config.timeScale,
    onDecided,
    classifyReply: options.classifyReply,
    consequences: options.consequences,
  });
  const materials = new CampaignMaterialStore(database);
  const campaigns = createCampaignDesk({
    materials: {
      async load(campaignId) {
        await options.tokenKeys.fresh(); // nothing is signed before it is known which keys still count
        return materials.load(campaignId);
      },
      keepLinks: (campaignId, urls) => materials.keepLinks(campaignId, urls),
    },
    vault: options.vault,
    tokens: options.tokens,
    publicUrl: config.publicUrl,
  });
  const addresses = { allowLoopback: config.allowPrivateMx };
  const tls = createTlsPolicies({
    ...{ dns, store: new TlsStore(database), timeScale: config.timeScale, note: watch.note },
    fetch: (domain) => fetchStsPolicy(domain, { dns, addresses }),
    onResult: options.onTlsResult,
  });
  const connectionWork: ConnectionWork = {
    answers,
    campaigns,
    hand,
    outcome,
    dots: createDotJournal((attemptIds) => deliveries.markDotSending(attemptIds)),
    siteDoor: createSiteDoor({ sites, timeScale: config.timeScale }),
    tls,
    sources,
    limitMessages: (lane, most) => sites.limitMessages(lane, most),
    async connect(answer, tlsPolicy, signal, { sourceIp, ehloName }) {
      const { smtpPort, allowPrivateMx } = config;
      const connected = await connectToSite({
        ...{ answer, tlsPolicy, signal, smtpPort, allowPrivateMx },
        ehloName: ehloName ?? options.ehloName,
        ownAddresses: sources.own(),
        ...(sourceIp === null ? {} : { localAddress: sourceIp }),
      });
      tls.note(connected, answer.domain);
      return connected;
    },
    rememberRoute: async (domainName, known) => {
      await lanes.rememberRoute(routeOf(domainName, known));
    },
    async pauseCampaign(campaignId, words) {
      log.warn({ campaignId }, `A campaign was paused: ${words}`);
      await plans.pause(campaignId, words);
    },
    note: watch.note,
  };
  const mayClaim = () => results.isWell() && options.hasSpace();
  const dispatcher = createDispatcher({
    ...{ lanes, worker, log, mayClaim },
    leaseSeconds: lease,
    most: config.lanes,
    onLaneEnd: options.onLaneFree,
    startLane: (lane, isTurnOver) =>
      startLane(lane, {
        ...{ claims, hand, log, mayClaim, isTurnOver },
        deliveries: {
          async giveBack(rest) {
            const count = await deliveries.giveBack(rest);
            pulse.noteGivenBack(lane, count);
            return count;
          },
        },
        ...{ leave: leaving.leave, pace: pulse.paceOf(lane) },
        limitConnections: (most) => sites.limitConnections(lane, most),
        open: () => sites.open(lane),
        openConnection: (own, signal) => openLaneConnection(own, signal, connectionWork),
        abandon: (delivery, report) => outcome.settle(delivery, report),
        async postpone(delivery, { report, classification }) {
          const { answer } = await answers.of(delivery.domainName);
          outcome.settle(delivery, postponedReport(answer, report), classification);
        },
      }),
  });
  let sourcesAt = Number.NEGATIVE_INFINITY;
  let renewedAt = performance.now();
  /** Also all of them once they could not be renewed for as long as a lease holds: another worker may have them. */
  async function lost(running: readonly RunningLane[]): Promise<readonly RunningLane[]> {
    const askedAt = performance.now();
    try {
      const gone = await hand.renew(running);
      renewedAt = askedAt;
      return gone;
    } catch (error) {
      if (askedAt - renewedAt < lease * 1000) throw error;
      return running;
    }
  }
  return {
    ...{ campaigns, dispatcher, hand, results, tls },
    router: createRouter({ lanes, answers, watch, onRouted: onDue }),
    async renew() {
      const running = dispatcher.running();
      for (const lane of await lost(running)) {
        log.warn({ siteId: lane.siteId }, 'The lane of a site is no longer ours; it is left.');
        lane.hurry();
      }
      dispatcher.endStuck();
      return false;
    },
    async noteAccepted() {
      await pulse.write();
      await claims.refresh();
      await followOrders(lanes, dispatcher.running());
      await followHalts(deliveries, dispatcher.running());
      if (performance.now() - sourcesAt > SOURCES_MS) {
        await sources.refresh();
        sourcesAt = performance.now();
      }
      return false;
    },
  };
}
