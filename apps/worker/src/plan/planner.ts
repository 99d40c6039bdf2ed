// Starts campaigns whose time has come and freezes their audience, page by page.
import type { PlanStore } from '@doorstep/database';
import type { CampaignDesk } from '../attempt/campaign-desk.js';
import type { KeyGuard } from '../domain-watch/key-guard.js';
import type { Log } from '../log.js';
import { FORESEEN_AT_MOST, MISSED_SECONDS, PAGES_AT_ONCE, PLAN_PAGE } from '../waits.js';
import type { SendingHours } from './sending-hours.js';
import type { VariantReferee } from './variant-referee.js';

export interface Planner {
  /** @returns always false: what was not finished goes on with the next turn */
  turn(): Promise<boolean>;
  /** Ends after the page at work. */
  stop(): void;
}

export interface PlannerOptions {
  readonly plans: Pick<
    PlanStore,
    'startDue' | 'unfinished' | 'unknownDomains' | 'planPage' | 'pause' | 'refreshStatistics'
  >;
  readonly hours: SendingHours;
  readonly referee: VariantReferee;
  readonly campaigns: CampaignDesk;
  readonly guard: KeyGuard;
  readonly timeScale: number;
  readonly log: Log;
  /** Asks DNS of domains; resolves with the answers, or when it has taken long enough. */
  readonly foresee: (domains: readonly string[]) => Promise<void>;
  readonly onPlanned: () => void;
  readonly pageSize?: number;
}

/** New deliveries that change what PostgreSQL should know of its table: until then it reads all of it for each claim. */
const MANY_ROWS = 5000;

export function createPlanner(options: PlannerOptions): Planner {
  const { plans, hours, referee, campaigns, guard, timeScale, log, foresee, onPlanned, pageSize = PLAN_PAGE } = options;
  let isStopping = false;

  async function planCampaign(campaignId: string): Promise<void> {
    const answer = await guard.mayBegin(campaignId);
    if (answer.kind === 'wait') return;
    const campaign = answer.kind === 'no' ? blockedBy(answer.words) : await campaigns.open(campaignId);
    if (campaign.kind === 'blocked') {
      log.warn({ campaignId }, `A campaign was paused: ${campaign.words}`);
      await plans.pause(campaignId, campaign.words);
      return;
    }
    // A delivery that is planned with its site is written once less; what stays unknown is routed as it waits.
    await foresee(await plans.unknownDomains(campaignId, FORESEEN_AT_MOST));
    const lanes = await Promise.all(Array.from({ length: PAGES_AT_ONCE }, () => planPages(campaignId)));
    const rows = lanes.reduce((sum, lane) => sum + lane.rows, 0);
    if (!lanes.some((lane) => lane.isDone)) return;
    log.info({ campaignId, rows }, 'A campaign is planned.');
    if (rows >= MANY_ROWS) await plans.refreshStatistics();
  }

  /** Page after page, until nothing is left for this one to do. */
  async function planPages(campaignId: string): Promise<{ rows: number; isDone: boolean }> {
    let rows = 0;
    while (!isStopping) {
      // Names stand in To, so values are always kept as they are at this moment.
      const page = await plans.planPage(campaignId, { limit: pageSize, usesFields: true, timeScale });
      if (page.kind === 'stopped' || page.kind === 'busy') break;
      rows += page.rows;
      onPlanned();
      if (page.kind === 'done') return { rows, isDone: true };
    }
    return { rows, isDone: false };
  }

  return {
    async turn() {
      for (const { id, state } of await plans.startDue(MISSED_SECONDS))
        log.info({ campaignId: id }, state === 'planned' ? 'A campaign starts.' : 'A campaign was missed and waits.');
      if (await hours.turn()) onPlanned();
      for (const campaignId of await plans.unfinished()) {
        if (isStopping) break;
        await planCampaign(campaignId);
      }
      if (!isStopping && (await referee.turn())) onPlanned();
      return false;
    },
    stop() {
      isStopping = true;
      referee.stop();
    },
  };
}

const blockedBy = (words: string) => ({ kind: 'blocked', words }) as const;
