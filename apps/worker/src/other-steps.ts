// The steps beside sending: lists are imported, bounce mailboxes are read and understood, people are asked to confirm.
import { clusterKey, type TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import {
  BulkChangeStore,
  ChronicWatchStore,
  ConfirmationStore,
  type Database,
  HandMatchStore,
  InboundStore,
  LaneStore,
  LetterStore,
  ListenerStore,
  LiveCheckStore,
  LoopTestStore,
  MailboxReadingStore,
  MailboxWatchStore,
  type PolicyInForce,
  ReplayPeopleStore,
  ReplayWorkStore,
  ResultCountStore,
  type TokenKeyFollower,
  type Vault,
  WebhookWorkStore,
} from '@doorstep/database';
import { createDns, resolveMx } from '@doorstep/delivery';
import type { TlsPolicies } from './attempt/tls-policies.js';
import { createBounceInbox } from './bounce-inbox/bounce-inbox.js';
import { createHandMatches } from './bounce-inbox/hand-matches.js';
import { createMailboxAccess } from './bounce-inbox/mailbox-access.js';
import { createMailboxWatches } from './bounce-inbox/mailbox-watches.js';
import { createParseRoom } from './bounce-inbox/parse-room.js';
import { createBounceListener } from './bounce-listener/bounce-listener.js';
import { createBulkChanger } from './bulk/bulk-changer.js';
import { createChronicWatch } from './chronic/chronic-watch.js';
import { openConfirmDesk } from './confirm/confirm-desk.js';
import { createConfirmer } from './confirm/confirmer.js';
import { openLetterDesk } from './confirm/letter-desk.js';
import type { Metrics } from './health/metrics.js';
import { createImporter } from './import/importer.js';
import { createLiveChecker } from './live-check/live-checker.js';
import type { Log } from './log.js';
import type { Loop } from './loop.js';
import { createLoopTester } from './loop-test/loop-tester.js';
import { createHandMatchDoor } from './outcome/hand-match-door.js';
import { createReclassifyDoor } from './outcome/reclassify-door.js';
import type { RuleDesk } from './outcome/rule-desk.js';
import { createReplayer, REPLAY_LEASE_SECONDS } from './replay/replayer.js';
import { createResultCounter } from './results/result-counter.js';
import {
  CHRONIC_MS,
  CONFIRM_POLL_MS,
  LISTENER_MS,
  LIVE_CHECK_MS,
  LOOP_TEST_MS,
  MAILBOX_FAILURE_SECONDS,
  MAILBOX_WATCH_MS,
  POLL_MS,
  RESULTS_MS,
  RULES_MS,
  TIDY_MS,
  WEBHOOK_TIMEOUT_MS,
} from './waits.js';
import { createWebhookTeller } from './webhooks/webhook-teller.js';

export interface OtherSteps {
  readonly loops: readonly Loop[];
  /** An import is to be checked or carried out now. */
  runImport(importId: string): Promise<void>;
  /** A bounce mailbox is to be looked into now. */
  readInbox(mailboxId: string): Promise<void>;
  /** Takes no more mail over SMTP, keeps no more connections to mailboxes. */
  stop(): Promise<void>;
}

export interface OtherStepsOptions {
  readonly config: Pick<
    Config,
    | 'bouncePollSeconds'
    | 'dataDir'
    | 'dnsServers'
    | 'dnssec'
    | 'smtpPort'
    | 'allowPrivateMx'
    | 'publicUrl'
    | 'timeScale'
    | 'ehloName'
    | 'mode'
  > &
    Partial<Pick<Config, 'bounceSmtp'>>;
  readonly database: Database;
  readonly vault: Vault;
  readonly tokens: TokenSigner;
  readonly tokenKeys: Pick<TokenKeyFollower, 'fresh'>;
  readonly tls: TlsPolicies;
  readonly log: Log;
  /** What failures lead to, as a person set it. */
  readonly policy: () => PolicyInForce;
  /** Ends a reading at once. */
  readonly signal: AbortSignal;
  /** False while the disk is too full to keep what an import needs. */
  readonly mayImport: () => boolean;
  /** Why no mail can be kept at this moment, in words for whoever sends it; null when it can. */
  readonly keepTrouble: () => string | null;
  readonly rules: RuleDesk;
  readonly metrics: Pick<Metrics, 'countInbound' | 'showListener'>;
  readonly loop: (name: string, everyMs: number, turn: () => Promise<boolean>) => Loop;
}

export function startOtherSteps({ config, database, loop, mayImport, ...around }: OtherStepsOptions): OtherSteps {
  const readings = new MailboxReadingStore(database);
  const loops = new LoopTestStore(database);
  const access = createMailboxAccess({ ...around, readings });
  const room = createParseRoom({ log: around.log, ownRules: around.rules.own });
  const inbox = createBounceInbox({
    ...{ ...around, readings, loops, access, room },
    inbound: new InboundStore(database),
    pollSeconds: config.bouncePollSeconds,
    failureSeconds: Math.max(config.bouncePollSeconds, MAILBOX_FAILURE_SECONDS / config.timeScale),
    onKept: () => understand.wake(),
  });
  const dns = createDns({ servers: config.dnsServers, cache: true });
  const importer = createImporter({
    ...{ database, dataDir: config.dataDir, log: around.log },
    resolve: (domain) => resolveMx(domain, dns),
  });
  const imports = loop('import lists', POLL_MS, async () => {
    if (mayImport()) await importer.runDue();
    return false;
  });
  const rules = loop('rules', RULES_MS, around.rules.refresh);
  const understand = loop('understand bounces', POLL_MS, async () => {
    await around.rules.ready();
    await around.tokenKeys.fresh();
    return (await inbox.understandWaiting()) > 0;
  });
  const replayer = createReplayer({
    ...{ log: around.log, policy: around.policy, signal: around.signal },
    work: new ReplayWorkStore(database),
    inbound: new InboundStore(database),
    door: createReclassifyDoor(new ReplayPeopleStore(database), around.log, REPLAY_LEASE_SECONDS),
  });
  const replay = loop('replay rules', POLL_MS, replayer.turn);
  const read = loop('read bounce mailboxes', POLL_MS, async () => {
    await inbox.readDue();
    return false;
  });
  const watches = createMailboxWatches({
    ...{ access, log: around.log, watches: new MailboxWatchStore(database), read: inbox.readOne },
  });
  const watch = loop('watch bounce mailboxes', MAILBOX_WATCH_MS, watches.turn);
  const tester = createLoopTester({ ...around, config, loops, readings });
  const loopTests = loop('full-loop tests', LOOP_TEST_MS, tester.turn);
  const liveChecks = loop(
    'live checks',
    LIVE_CHECK_MS,
    createLiveChecker({ ...around, config, checks: new LiveCheckStore(database), lanes: new LaneStore(database) }),
  );
  const matches = new HandMatchStore(database);
  const byHand = createHandMatches({
    matches,
    inbound: new InboundStore(database),
    door: createHandMatchDoor(matches, around.log),
    log: around.log,
    policy: around.policy,
    room,
  });
  const match = loop('match by hand', POLL_MS, async () => (await byHand.settleAsked()) > 0);
  const confirmer = createConfirmer({
    ...{ ...around, config, openDesk: openConfirmDesk, otherwise: 'Nobody can be asked to confirm' },
    mails: new ConfirmationStore(database),
  });
  const confirm = loop('ask to confirm', CONFIRM_POLL_MS, async () => {
    await around.tokenKeys.fresh();
    return confirmer.turn();
  });
  const writer = createConfirmer({
    ...{ ...around, config, openDesk: openLetterDesk, otherwise: 'No reader gets the link she asked for' },
    mails: new LetterStore(database),
  });
  const letters = loop('write to readers', CONFIRM_POLL_MS, async () => {
    await around.tokenKeys.fresh();
    return writer.turn();
  });
  const chronic = loop(
    'chronic bounces',
    Math.max(POLL_MS, CHRONIC_MS / config.timeScale),
    createChronicWatch(new ChronicWatchStore(database)),
  );
  const teller = createWebhookTeller({
    ...{ log: around.log, vault: around.vault, timeScale: config.timeScale },
    work: new WebhookWorkStore(database),
    policy: { allowLoopback: config.mode === 'sandbox', timeoutMs: WEBHOOK_TIMEOUT_MS },
  });
  const webhooks = loop('tell webhooks', POLL_MS, teller.turn);
  const webhookLog = loop('tidy webhooks', TIDY_MS, async () => {
    await teller.tidy();
    return false;
  });
  const listener =
    config.bounceSmtp &&
    createBounceListener({
      ...{ settings: config.bounceSmtp, store: new ListenerStore(database), tokens: around.tokens, log: around.log },
      trouble: around.keepTrouble,
      onKept: () => understand.wake(),
      onCount: around.metrics.countInbound,
    });
  if (listener) around.metrics.showListener(listener);
  const listen = listener ? [loop('bounce listener', LISTENER_MS, listener.turn)] : [];
  const results = loop('count results', RESULTS_MS, createResultCounter(new ResultCountStore(database, clusterKey)));
  const bulk = loop('change many', POLL_MS, createBulkChanger(new BulkChangeStore(database)));
  return {
    loops: [
      bulk,
      rules,
      replay,
      imports,
      read,
      watch,
      understand,
      loopTests,
      liveChecks,
      match,
      confirm,
      letters,
      chronic,
      results,
      webhooks,
      webhookLog,
      ...listen,
    ],
    async stop() {
      await Promise.all([listener?.stop(), watches.stop()]);
      await room.close();
    },
    runImport: async (importId) => {
      if (mayImport()) await importer.runOne(importId);
    },
    async readInbox(mailboxId) {
      await inbox.readOne(mailboxId);
    },
  };
}
