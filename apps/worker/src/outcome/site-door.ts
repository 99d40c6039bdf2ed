// What a report means for the site as a whole: pauses that rules ask for, a breaker when nobody answers.
import type { Classification } from '@doorstep/bounces';
import type { SiteStateStore } from '@doorstep/database';
import { type AttemptReport, sitePauseFor } from '@doorstep/delivery';

export interface SiteRef {
  readonly siteId: string;
  readonly provider: string | null;
}

export interface SiteDoor {
  /** After an attempt over an open connection. @returns true when the site is to be left alone from now on */
  afterAttempt(site: SiteRef, report: AttemptReport, classification: Classification): Promise<boolean>;
  /** After a connection that did not come about: the site is always left alone for a while. */
  afterNoConnection(site: SiteRef, report: AttemptReport, classification: Classification): Promise<void>;
}

export interface SiteDoorOptions {
  readonly sites: Pick<SiteStateStore, 'pause' | 'countUnreachable'>;
  readonly timeScale: number;
  readonly now?: () => number;
}

/** First pause of the breaker; doubled with each failure in a row up to an hour (delivery reference, section 3.1). */
const REFUSED_SECONDS = 120;
const SILENT_SECONDS = 900;
const LONGEST_SECONDS = 3600;
const DAY_MS = 24 * 3_600_000;

export function createSiteDoor({ sites, timeScale, now = () => performance.now() }: SiteDoorOptions): SiteDoor {
  const pauses = new Map<string, number[]>();

  function recentPauses(siteId: string): number {
    const recent = (pauses.get(siteId) ?? []).filter((at) => at > now() - DAY_MS / timeScale);
    if (recent.length === 0) pauses.delete(siteId);
    else pauses.set(siteId, recent);
    return recent.length;
  }

  async function pause(siteId: string, seconds: number, cause: string, reason: string): Promise<void> {
    pauses.set(siteId, [...(pauses.get(siteId) ?? []), now()]);
    await sites.pause({ siteId, seconds: seconds / timeScale, cause, reason });
  }

  async function pauseByRule({ siteId, provider }: SiteRef, report: AttemptReport, category: string): Promise<boolean> {
    const { stage, reply } = report;
    const advice = sitePauseFor({ provider, category, stage, reply, recentPauses: recentPauses(siteId) });
    if (advice === null) return false;
    await pause(siteId, advice.seconds, advice.cause, `${report.mxHost ?? 'It'} said: ${saidBy(report)}`);
    return true;
  }

  return {
    async afterAttempt(site, report, classification) {
      if (report.outcome !== 'deferred' && report.outcome !== 'refused') return false;
      return pauseByRule(site, report, classification.category);
    },
    async afterNoConnection(site, report, { category }) {
      if (report.reply !== null && (await pauseByRule(site, report, category))) return;
      const failures = await sites.countUnreachable(site.siteId);
      const first = /time|silent|no reply|no answer/i.test(report.trouble ?? '') ? SILENT_SECONDS : REFUSED_SECONDS;
      const seconds = Math.min(LONGEST_SECONDS, first * 2 ** Math.min(20, Math.max(0, failures - 1)));
      const times = failures > 1 ? ` (${failures} times in a row)` : '';
      await pause(site.siteId, seconds, 'breaker', `No connection could be made${times}: ${saidBy(report)}`);
    },
  };
}

const saidBy = ({ reply, trouble }: AttemptReport) => (reply?.text ?? trouble ?? 'nothing').slice(0, 500);
