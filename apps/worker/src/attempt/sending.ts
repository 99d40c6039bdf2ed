// Puts the parts of the attempt step together: routing, lanes, connections, the hand and the door of outcomes.
import type { TokenSigner } from '@doorstep/bounces';
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
  SendingControlStore,
  SiteStateStore,
  UsageStore,
  TlsStore,
  type Vault,
} from '@doorstep/database';
import {
  type Connected,
  connectToSite,
  createDns,
  fetchStsPolicy,
  type MxAnswer,
  resolveMx,
  type TlsPolicy,
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
import { createHand, type Hand } from './hand.js';
import { startLane } from './lane.js';
import { type ConnectionWork, openLaneConnection } from './lane-connection.js';
import { postponedReport } from './made-reports.js';
import { createMxAnswers, routeOf } from './mx-answers.js';
import { createLeaveDesk } from './leave-desk.js';
import { createRouter, type Router } from './router.js';
import { createSources } from './sources.js';
import { createWarmUpDesk } from './warm-up-desk.js';
import { createTlsPolicies, type TlsPolicies } from './tls-policies.js';

export interface Sending {
  readonly campaigns: CampaignDesk;
  readonly router: Router;
  readonly dispatcher: Dispatcher;
  readonly hand: Hand;
  readonly results: ResultWriter;
  readonly tls: TlsPolicies;
  /** Renews what is held and ends lanes that are no longer ours. */
  renew(): Promise<boolean>;
  /** Tells the sites that took something since the last call. */
  noteAccepted(): Promise<boolean>;
}

export interface SendingOptions {
  readonly config: SendingConfig;
  readonly worker: string;
  readonly database: Database;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly journal: ResultJournal;
  readonly watch: DatabaseWatch;
  readonly log: Log;
  readonly ehloName: string;
  readonly onDecided: (decided: DecidedOutcome) => void;
  readonly onTlsResult: (policy: TlsPolicyName, result: TlsResult) => void;
  /** Something became due, or a lane is free. */
  readonly onDue: () => void;
}

export type SendingConfig = Pick<
  Config,
  'dnsServers' | 'dnssec' | 'smtpPort' | 'allowPrivateMx' | 'publicUrl' | 'timeScale' | 'lanes'
>;

export function createSending(options: SendingOptions): Sending {
  const { config, worker, database, log, watch, onDue } = options;
  const lease = leaseSeconds(config);
  const deliveries = new DeliveryStore(database);
  const lanes = new LaneStore(database);
  const sites = new SiteStateStore(database);
  const plans = new PlanStore(database);
  const outcomes = new OutcomeStore(database);
  const dns = createDns({ servers: config.dnsServers, cache: true, validates: config.dnssec });
  const answers = createMxAnswers((domain) => resolveMx(domain, dns));
  const hand = createHand({ deliveries, lanes, worker, leaseSeconds: lease });
  const results = createResultWriter({ finish: (batch) => outcomes.finishBatch(batch), journal: options.journal, log });
  const accepted = new Set<string>();
  const onDecided = (decided: DecidedOutcome, delivery: ClaimedDelivery) => {
    if (decided.outcome === 'accepted') accepted.add(delivery.siteId);
    options.onDecided(decided);
  };
  const outcome = createOutcome({ results, timeScale: config.timeScale, onDecided });
  const campaigns = createCampaignDesk({
    materials: new CampaignMaterialStore(database),
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
    async connect(answer, policy, signal) {
      const connected = await connect(answer, policy, signal, config, options.ehloName);
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
  const mayClaim = () => results.isWell();
  const dispatcher = createDispatcher({
    ...{ lanes, worker, log, mayClaim },
    leaseSeconds: lease,
    most: config.lanes,
    onLaneEnd: onDue,
    startLane: (lane, isTurnOver) =>
      startLane(lane, {
        ...{ worker, deliveries, lanes, hand, log, mayClaim, isTurnOver },
        leaseSeconds: lease,
        openConnection: (own, signal) => openLaneConnection(own, signal, connectionWork),
        abandon: (delivery, report) => outcome.settle(delivery, report),
        async postpone(delivery, { report, classification }) {
          const { answer } = await answers.of(delivery.domainName);
          outcome.settle(delivery, postponedReport(answer, report), classification);
        },
      }),
  });
  return {
    ...{ campaigns, dispatcher, hand, results, tls },
    router: createRouter({ lanes, answers, watch, onRouted: onDue }),
    async renew() {
      const running = dispatcher.running();
      const lost = new Set(await hand.renew(running.map((lane) => lane.siteId)));
      for (const lane of running) {
        if (!lost.has(lane.siteId)) continue;
        log.warn({ siteId: lane.siteId }, 'The lane of a site is no longer ours; it is left.');
        lane.hurry();
      }
      dispatcher.endStuck();
      return false;
    },
    async noteAccepted() {
      if (accepted.size === 0) return false;
      const noted = [...accepted];
      accepted.clear();
      await sites.noteAccepted(noted);
      return false;
    },
  };
}

function connect(
  answer: MxAnswer,
  tlsPolicy: TlsPolicy,
  signal: AbortSignal,
  { smtpPort, allowPrivateMx }: SendingConfig,
  ehloName: string,
): Promise<Connected> {
  return connectToSite({ answer, tlsPolicy, signal, smtpPort, allowPrivateMx, ehloName });
}
