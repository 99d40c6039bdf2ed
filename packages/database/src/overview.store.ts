// The facts of the overview: what waits for a person, what is set up, the last days in numbers. Every query is bounded.
import type { DomainCheck, ResultGroup } from '@doorstep/contracts';
import type { Database } from './database.js';
import { IS_SUCCEEDED } from './listener.store.js';
import type { ResultSpan } from './result-conditions.sql.js';
import { groupNumbers } from './result-facts.js';
import { WebhookStore } from './webhooks.store.js';

export interface OverviewFacts {
  /** Campaigns Doorstep paused by itself. */
  readonly pausedCampaigns: readonly { id: string; name: string; reason: string; since: Date }[];
  /** Tests of variants that nobody but a person can decide. */
  readonly askingTests: readonly { id: string; name: string; since: Date }[];
  /** Recent campaigns with deliveries that wait for a decision. */
  readonly undecided: readonly { id: string; name: string; state: 'held' | 'in_doubt'; count: number }[];
  readonly domains: readonly {
    id: string;
    name: string;
    checks: DomainCheck[] | null;
    checkedAt: Date | null;
    /** It had been right for a day and more before it was not. */
    brokeAt: Date | null;
    /** What kept the last switch of DKIM keys from happening. */
    dkimTrouble: string | null;
    dkimTroubleSince: Date | null;
    keys: number;
  }[];
  readonly mailboxes: readonly {
    id: string;
    name: string;
    isEnabled: boolean;
    lastReadAt: Date | null;
    lastError: string | null;
    errorStreak: number;
  }[];
  /** Bounce listeners of this month: those that listen, that may not, that fell silent without an orderly end. */
  readonly listeners: readonly {
    hostName: string;
    port: number;
    state: 'listening' | 'trouble' | 'silent';
    trouble: string | null;
    seenAt: Date;
  }[];
  /** Return-path domains whose last full-loop test of this month did not come back. */
  readonly openLoops: readonly { domain: string; since: Date }[];
  /** Sites paused by Doorstep right now, up to 1000. */
  readonly pausedSites: { readonly count: number; readonly since: Date | null };
  /** Incidents at mail servers whose failures wait for a decision. */
  readonly floods: readonly OpenFlood[];
  /** Imports that were checked and wait for a yes. */
  readonly waitingImports: { readonly count: number; readonly since: Date | null };
  /** Returned messages on the shelf, up to 1000. */
  readonly unmatchedMail: { readonly count: number; readonly since: Date | null };
  /** Webhooks Doorstep switched off by itself. */
  readonly webhooks: readonly { id: string; url: string; reason: string; since: Date | null }[];
  /** Issues of series that wait as drafts, because nothing was changed since the one before. */
  readonly unchangedIssues: readonly { campaignId: string; series: string; number: number; since: Date }[];
  /** A restored backup whose campaigns wait for a decision. */
  readonly restored: {
    readonly backupAt: Date;
    readonly lastAliveAt: Date;
    readonly since: Date;
    readonly held: number;
  } | null;
  readonly hasMembers: boolean;
  readonly hasTested: boolean;
  readonly hasStarted: boolean;
  /** Clock of the database. */
  readonly now: Date;
}

export interface OpenFlood {
  readonly id: string;
  /** The provider, or the first MX host. */
  readonly name: string;
  readonly held: number;
  /** Final failures and all that was settled in the hour that tripped the guard. */
  readonly hard: number;
  readonly settled: number;
  readonly usualPercent: number | null;
  readonly since: Date;
}

export type DayCounts = Readonly<
  Record<'attempted' | 'accepted' | 'deferred' | 'refused' | 'gaveUp' | 'returned' | 'complained', number>
>;

const COUNT = (group: ResultGroup, as: string) =>
  `coalesce(sum(c.count) FILTER (WHERE c.outcome IN (${groupNumbers(group).join(', ')})), 0)::int AS "${as}"`;

// By the sums the page of deliverability is made of, so that a number there and here is the same: no delivery is read.
const LAST_DAYS = `
SELECT coalesce(sum(c.count), 0)::int AS attempted, ${[
  ...[COUNT('accepted', 'accepted'), COUNT('trying_again', 'deferred'), COUNT('refused', 'refused')],
  ...[COUNT('gave_up', 'gaveUp'), COUNT('returned', 'returned'), COUNT('complained', 'complained')],
].join(', ')}
FROM result_hour c WHERE c.hour >= $1 AND c.hour < $2`;

/** One that ended in order says so, and is of no concern. */
const OPEN_LISTENERS = `
SELECT host_name AS "hostName", port, trouble, seen_at AS "seenAt",
  CASE WHEN seen_at < now() - interval '60 seconds' THEN 'silent' WHEN is_listening THEN 'listening' ELSE 'trouble' END AS state
FROM bounce_listener l WHERE seen_at > now() - interval '30 days' AND (is_listening OR trouble IS NOT NULL)
  AND NOT ${IS_SUCCEEDED} ORDER BY seen_at DESC, id LIMIT 20`;

// The newest tests decide: whoever has mended it tries again, and the card goes.
const OPEN_LOOPS = `
SELECT domain, since FROM (SELECT DISTINCT ON (return_path_domain) return_path_domain AS domain, ended_at AS since, state
  FROM (SELECT * FROM loop_test ORDER BY id DESC LIMIT 50) t WHERE created_at > now() - interval '30 days'
  ORDER BY return_path_domain, t.id DESC) newest WHERE state = 'overdue'`;

const UNCHANGED_ISSUES = `
SELECT i.campaign_id AS "campaignId", s.name AS series, i.number, i.created_at AS since
FROM series_issue i JOIN campaign c ON c.id = i.campaign_id AND c.state = 'draft' JOIN campaign_series s ON s.id = i.series_id
WHERE i.state = 'draft' ORDER BY i.created_at DESC LIMIT 3`;

const RESTORED = `
SELECT b.backup_at AS "backupAt", b.last_alive_at AS "lastAliveAt", b.found_at AS since, (SELECT count(*)::int FROM campaign c
  WHERE c.restore_id = b.id AND c.state = 'paused') + (SELECT count(*)::int FROM campaign_series s WHERE s.restore_id = b.id AND s.state = 'paused') AS held
FROM restored_backup b WHERE b.settled_at IS NULL ORDER BY b.id DESC LIMIT 1`;

export class OverviewStore {
  constructor(private readonly database: Database) {}

  async facts(): Promise<OverviewFacts> {
    const [
      pausedCampaigns,
      askingTests,
      undecided,
      domains,
      mailboxes,
      floods,
      [single],
      [unmatchedMail],
      openLoops,
      listeners,
    ] = await Promise.all([
      this.rows<OverviewFacts['pausedCampaigns'][number]>(
        `SELECT id, name, pause_reason AS reason, updated_at AS since FROM campaign
         WHERE state = 'paused' AND pause_reason IS NOT NULL AND restore_id IS NULL ORDER BY updated_at DESC LIMIT 3`,
      ),
      this.rows<OverviewFacts['askingTests'][number]>(
        `SELECT id, name, ab_asks_since AS since FROM campaign
         WHERE state = 'sending' AND ab_asks_since IS NOT NULL AND ab_winner IS NULL ORDER BY ab_asks_since LIMIT 3`,
      ),
      this.rows<OverviewFacts['undecided'][number]>(
        `SELECT c.id, c.name, t.state, sum(t.count)::int AS count
         FROM (SELECT id, name FROM campaign WHERE started_at > now() - interval '30 days' ORDER BY id DESC LIMIT 50) c
         JOIN campaign_tally t ON t.campaign_id = c.id WHERE t.state IN ('held','in_doubt')
         GROUP BY c.id, c.name, t.state HAVING sum(t.count) > 0 ORDER BY c.id DESC LIMIT 4`,
      ),
      this.rows<OverviewFacts['domains'][number]>(
        `SELECT d.id, d.name, d.checks, d.checked_at AS "checkedAt", d.broke_at AS "brokeAt",
           d.dkim_trouble AS "dkimTrouble", d.dkim_trouble_since AS "dkimTroubleSince",
           (SELECT count(*)::int FROM dkim_key k WHERE k.sending_domain_id = d.id AND k.is_active) AS keys
         FROM sending_domain d ORDER BY d.id DESC LIMIT 100`,
      ),
      this.rows<OverviewFacts['mailboxes'][number]>(
        `SELECT id, name, is_enabled AS "isEnabled", last_read_at AS "lastReadAt", last_error AS "lastError",
           error_streak AS "errorStreak" FROM bounce_mailbox ORDER BY error_streak DESC, id LIMIT 100`,
      ),
      this.rows<OpenFlood>(
        `SELECT f.id, coalesce(s.provider, s.mx_hosts[1], 'A mail server') AS name, f.hard, f.settled, f.usual_percent AS "usualPercent",
           f.started_at AS since, (SELECT count(*)::int FROM address_failure x WHERE x.flood_id = f.id AND x.state = 'held') AS held
         FROM site_flood f JOIN site s ON s.id = f.site_id WHERE f.ended_at IS NULL ORDER BY f.id DESC LIMIT 5`,
      ),
      this.rows<{
        pausedSites: number;
        pausedSince: Date | null;
        imports: number;
        importsSince: Date | null;
        hasMembers: boolean;
        hasTested: boolean;
        hasStarted: boolean;
        now: Date;
      }>(
        `SELECT p.count AS "pausedSites", p.since AS "pausedSince", i.count AS imports, i.since AS "importsSince",
           EXISTS (SELECT FROM membership WHERE status = 'subscribed') AS "hasMembers",
           EXISTS (SELECT FROM audit_entry WHERE subject_kind = 'campaigns' AND action = 'campaigns.test') AS "hasTested",
           EXISTS (SELECT FROM campaign WHERE started_at IS NOT NULL) AS "hasStarted", now() AS now
         FROM (SELECT count(*)::int AS count, min(updated_at) AS since FROM (SELECT updated_at FROM site_state
             WHERE paused_until > now() AND pause_cause IS DISTINCT FROM 'user' LIMIT 1000) s) p,
           (SELECT count(*)::int AS count, min(created_at) AS since FROM (SELECT created_at FROM import
             WHERE state = 'checked' LIMIT 100) w) i`,
      ),
      this.rows<OverviewFacts['unmatchedMail']>(
        `SELECT count(*)::int AS count, min(received_at) AS since FROM (SELECT received_at FROM inbound_message
           WHERE state = 'unmatched' AND dismissed_at IS NULL ORDER BY id LIMIT 1000) shelf`,
      ),
      this.rows<OverviewFacts['openLoops'][number]>(OPEN_LOOPS),
      this.rows<OverviewFacts['listeners'][number]>(OPEN_LISTENERS),
    ]);
    const [webhooks, unchangedIssues, [restored]] = await Promise.all([
      new WebhookStore(this.database).switchedOff(),
      this.rows<OverviewFacts['unchangedIssues'][number]>(UNCHANGED_ISSUES),
      this.rows<NonNullable<OverviewFacts['restored']>>(RESTORED),
    ]);
    const { pausedSites, pausedSince, imports, importsSince, ...flags } = single!;
    return {
      ...{ pausedCampaigns, askingTests, undecided, domains, mailboxes, floods, openLoops, listeners, webhooks },
      ...{ unchangedIssues, restored: restored ?? null },
      pausedSites: { count: pausedSites, since: pausedSince },
      waitingImports: { count: imports, since: importsSince },
      unmatchedMail: unmatchedMail!,
      ...flags,
    };
  }

  /** What became of messages that were tried first in these hours. */
  async countsIn({ from, until }: ResultSpan): Promise<DayCounts> {
    return (await this.rows<DayCounts>(LAST_DAYS, [from, until]))[0]!;
  }

  private async rows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.database.pool.query<Row>(text, values)).rows;
  }
}
