// One worker: every step of the mail's way as a loop over the tables, begun and ended in order.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Config } from '@doorstep/config';
import {
  createVault,
  type Database,
  FOLLOW_MS,
  HeartbeatStore,
  LaneStore,
  LiveFigureStore,
  OwnRuleStore,
  PlanStore,
  RESEND_AFTER_SECONDS,
  RestoreStore,
  SendingControlStore,
  SendingHoursStore,
  SeriesWorkStore,
  SystemStore,
  UpkeepStore,
} from '@doorstep/database';
import { createSending, type Sending } from './attempt/sending.js';
import { isWorkDue } from './attempt/work-due.js';
import { openDomainWatch } from './domain-watch/open-domain-watch.js';
import { followedTokens } from './followed-tokens.js';
import { gathered, within } from './gathered.js';
import { createClockCheck } from './health/clock-skew.js';
import { createDatabaseWatch, type DatabaseWatch } from './health/database-away.js';
import { createFreeSpace } from './health/free-space.js';
import { createMetrics, type Metrics } from './health/metrics.js';
import { ownAddresses } from './health/own-addresses.js';
import { ownIdentity } from './health/process-identity.js';
import { createProgressWatchdog } from './health/progress-watchdog.js';
import { createVitals } from './health/vitals.js';
import type { Log } from './log.js';
import { type Loop, startLoop } from './loop.js';
import { startOtherSteps } from './other-steps.js';
import { createConsequences } from './outcome/consequences.js';
import { createDeadWorkers } from './outcome/dead-workers.js';
import { openResultJournal } from './outcome/result-journal.js';
import { createRuleDesk } from './outcome/rule-desk.js';
import { createPlanner } from './plan/planner.js';
import { createSendingHours } from './plan/sending-hours.js';
import { openVariantReferee } from './plan/variant-referee.js';
import { createGoneWorkers } from './reconcile/gone-workers.js';
import { createReconciler } from './reconcile/reconciler.js';
import { createRestoreWatch } from './restore/restore-watch.js';
import { createSeriesMaker } from './series/series-maker.js';
import {
  APART_AT_MOST,
  APART_MS,
  DOMAIN_WATCH_MS,
  drainMs,
  FORESEE_MS,
  FREE_SPACE_MS,
  HEARTBEAT_MS,
  leaseSeconds,
  POLL_MS,
  RECONCILE_MS,
  STALL_MS,
  TIDY_MS,
  WATCH_MS,
} from './waits.js';

export interface Worker {
  readonly id: string;
  readonly loops: readonly Loop[];
  readonly metrics: Metrics;
  isDatabaseAway(): boolean;
  /** Why nothing new is begun: the disk is too full. Null while it is not. */
  diskTrouble(): string | null;
  /** A campaign is to be planned or goes on. */
  wakeCampaigns(): void;
  /** A site may be sent to. */
  wakeLanes(): void;
  /** Reads one bounce mailbox now. */
  readInbox(mailboxId: string): Promise<void>;
  runImport(importId: string): Promise<void>;
  /** Claims no more, hears the replies to dots that went out, gives the rest back, writes the results. */
  stop(): Promise<void>;
}

export type WorkerConfig = Pick<
  Config,
  | 'mode'
  | 'secret'
  | 'dataDir'
  | 'ehloName'
  | 'bouncePollSeconds'
  | 'dnsServers'
  | 'dnssec'
  | 'smtpPort'
  | 'allowPrivateMx'
  | 'publicUrl'
  | 'timeScale'
  | 'lanes'
  | 'minFreeMb'
> &
  Partial<Pick<Config, 'bounceSmtp'>>;

export interface WorkerOptions {
  readonly config: WorkerConfig;
  readonly database: Database;
  readonly log: Log;
  /** The worker has stopped working without noticing; whoever started it ends it and starts another. */
  readonly onStall?: (words: string) => void;
}

/** Addresses told with a heartbeat. */
const MOST_ADDRESSES = 200;

/** How long a step may go on that waits for a database which does not answer, once the worker is to end. */
const STEP_END_MS = 1500;

export function startWorker({ config, database, log, onStall = () => undefined }: WorkerOptions): Worker {
  const id = `${hostname().slice(0, 60)}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const watch = createDatabaseWatch(log);
  const space = createFreeSpace({ dir: config.dataDir, minFreeMb: config.minFreeMb, log });
  const restore = createRestoreWatch(new RestoreStore(database), config.dataDir, log);
  const vault = createVault(config.secret);
  const { tokens, tokenKeys, turn: readKeys } = followedTokens(config, database, vault, onStall);
  const abort = new AbortController();
  const vitals = createVitals();
  const rules = createRuleDesk(new OwnRuleStore(database));
  // Made last and asked for by what comes before it.
  let wakeDue = () => undefined as unknown;
  let wakeDispatch = () => undefined as unknown;
  let decidedCount = 0;
  let isStopping = false;
  const heartbeats = new HeartbeatStore(database);
  const own = ownIdentity();
  const upkeep = new UpkeepStore(database, RESEND_AFTER_SECONDS / config.timeScale);
  const gone = createGoneWorkers({
    ...{ own, worker: id, heartbeats, upkeep, log },
    takeLeft: () => results.takeLeft(),
    onTaken: () => {
      mend.wake();
      wakeDue();
    },
  });
  const consequences = createConsequences({ database, log, onDue: () => wakeDue() });
  const sending: Sending = createSending({
    ...{ config, database, log, watch },
    worker: id,
    ...{ vault, tokens, tokenKeys },
    journal: openResultJournal({
      ...{ dir: path.join(config.dataDir, 'journal'), worker: id, log },
      deadOf: createDeadWorkers(heartbeats, gone.isGone),
    }),
    ehloName: config.ehloName ?? hostname(),
    classifyReply: rules.classify,
    hasSpace: () => space.trouble() === null && restore.isChecked(),
    onDecided: (decided, siteId) => {
      decidedCount++;
      vitals.note(decided.outcome, siteId);
      metrics.countDecided(decided);
    },
    consequences: consequences.policy,
    onTlsResult: (policy, result) => metrics.countTls(policy, result),
    onDue: () => wakeDue(),
    onLaneFree: () => wakeDispatch(),
  });
  const { campaigns, router, dispatcher, hand, results } = sending;
  const metrics = createMetrics({
    lanes: () => dispatcher.running().length,
    inHand: () => hand.size(),
    resultsWaiting: () => results.waiting(),
    isDatabaseAway: () => watch.isAway(),
  });
  const figures = new LiveFigureStore(database);
  const startedAt = new Date();
  const beat = async () => {
    const running = dispatcher.running();
    const connections = new Map<string, number>();
    for (const lane of running) connections.set(lane.siteId, (connections.get(lane.siteId) ?? 0) + lane.connections());
    await heartbeats.beat(id, startedAt, {
      ...{ lanes: running.length, inHand: hand.size(), resultsWaiting: results.waiting() },
      connections: [...connections.values()].reduce((sum, count) => sum + count, 0),
      trouble:
        space.trouble() ?? (results.isWell() ? null : 'the results of attempts cannot be written to the database'),
      addresses: ownAddresses(config.allowPrivateMx).slice(0, MOST_ADDRESSES),
      sites: vitals.sites(connections),
      process: own,
    });
    const ended = vitals.takeEnded();
    if (ended !== null)
      await figures.record(id, ended).catch((error: unknown) => {
        vitals.giveBack(ended);
        throw error;
      });
    return false;
  };
  const watched = openDomainWatch({ config, database, log });
  const planner = createPlanner({
    ...{ campaigns, log, guard: watched.guard },
    plans: new PlanStore(database),
    hours: createSendingHours(new SendingHoursStore(database), () => new Date()),
    referee: openVariantReferee(database, config.timeScale, log),
    timeScale: config.timeScale,
    foresee: (domains) => router.foresee(domains, FORESEE_MS),
    onPlanned: () => wakeDue(),
  });
  const reconciler = createReconciler(upkeep, heartbeats, log, () => wakeDue(), consequences.policy);

  let begun = 0;
  const loop = (name: string, everyMs: number, turn: () => Promise<boolean>, isProof = false) =>
    startLoop({ name, everyMs, afterMs: (begun++ % APART_AT_MOST) * APART_MS, turn, watch, isProof });
  // What a restored backup has as due must not begin before it is seen to be one.
  const checked = (turn: () => Promise<boolean>) => async () => restore.isChecked() && turn();
  const alive = loop('alive', HEARTBEAT_MS, restore.turn);
  const plan = loop('plan', POLL_MS, checked(planner.turn));
  const route = loop('route', POLL_MS, router.turn);
  const dispatch = loop('dispatch', POLL_MS, dispatcher.turn);
  const mend = loop('reconcile', RECONCILE_MS, reconciler.mend, true);
  const others = startOtherSteps({
    ...{ config, database, vault, tokens, tokenKeys, log, loop, rules, tls: sending.tls },
    signal: abort.signal,
    policy: consequences.policy,
    mayImport: () => space.trouble() === null,
    keepTrouble: () =>
      watch.isAway() || space.trouble() !== null
        ? 'Nothing can be stored here just now. Please try again later.'
        : null,
    metrics,
  });
  const goneWorkers = loop('gone workers', RECONCILE_MS, gone.turn);
  const working = [plan, route, dispatch, mend, goneWorkers, loop('tidy', TIDY_MS, reconciler.tidy), ...others.loops];
  const due = {
    ...{ lanes: new LaneStore(database), control: new SendingControlStore(database), worker: id },
    ...{ most: config.lanes, running: dispatcher.running },
  };
  const watchdog = createProgressWatchdog({
    limitMs: STALL_MS,
    steps: [route, dispatch, mend],
    isWorkDue: () => isWorkDue(due),
    progress: () => `${decidedCount} ${hand.size()}`,
    isExcused: () => isStopping || watch.isAway() || !results.isWell() || space.trouble() !== null,
    onStall,
  });
  working.push(
    alive,
    loop(
      'series',
      RECONCILE_MS,
      checked(createSeriesMaker(new SeriesWorkStore(database), log, () => plan.wake()).turn),
    ),
    loop('consequences', RECONCILE_MS, consequences.turn),
    loop('left results', HEARTBEAT_MS, () => results.takeLeft().then(() => false)),
    loop('free space', FREE_SPACE_MS, space.look),
    loop('token keys', FOLLOW_MS, readKeys),
    loop('domain watch', DOMAIN_WATCH_MS, watched.turn),
    loop('watchdog', WATCH_MS, watchdog.turn),
    loop('clock', TIDY_MS, createClockCheck(new SystemStore(database), log)),
  );
  // These go on until the last delivery is settled.
  const keeping = [
    loop('heartbeat', HEARTBEAT_MS, beat),
    loop('lease', (leaseSeconds(config) * 1000) / 3, sending.renew),
    loop('sites', POLL_MS, sending.noteAccepted),
  ];
  wakeDue = gathered(() => {
    route.wake();
    dispatch.wake();
  });
  // Lanes end by the hundred, and leave nothing that had to be asked of DNS at once.
  wakeDispatch = gathered(() => dispatch.wake());

  return {
    id,
    metrics,
    loops: [...working, ...keeping],
    isDatabaseAway: () => watch.isAway(),
    diskTrouble: () => space.trouble(),
    wakeCampaigns: () => plan.wake(),
    wakeLanes: () => wakeDue(),
    readInbox: others.readInbox,
    runImport: others.runImport,
    async stop() {
      isStopping = true;
      planner.stop();
      abort.abort();
      const stopping = Promise.all(working.map((one) => one.stop()));
      // A lane that cannot be left, because its statement hangs, is left by its lease.
      await within(drainMs(config) + STEP_END_MS, dispatcher.drain(drainMs(config)));
      await within(STEP_END_MS, Promise.all([stopping, router.stop(), others.stop()]));
      await within(STEP_END_MS, results.flush());
      await within(STEP_END_MS, Promise.all(keeping.map((one) => one.stop())));
      await within(STEP_END_MS, leave(heartbeats, id, watch));
    },
  };
}

async function leave(heartbeats: HeartbeatStore, id: string, watch: DatabaseWatch): Promise<void> {
  try {
    await heartbeats.leave(id);
  } catch (error) {
    watch.note('heartbeat', error);
  }
}
