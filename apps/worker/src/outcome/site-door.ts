// What a report means for the site as a whole: what rules ask for once replies recur, a breaker when nobody answers.
import type { Classification } from '@doorstep/bounces';
import type { LaneKey, SiteStateStore } from '@doorstep/database';
import { type AttemptReport, type SiteAdvice, siteAdviceFor } from '@doorstep/delivery';

export interface SiteRef extends LaneKey {
  readonly provider: string | null;
  /** Pauses of the last day, as they were when the lane was taken. */
  readonly recentPauses: number;
}

/** How the lane goes on differently. */
export type SiteChange =
  | { readonly kind: 'pause' }
  | { readonly kind: 'rate'; readonly perMinute: number }
  | { readonly kind: 'connections'; readonly most: number }
  /** The site has trouble with us or its own: fewer connections. */
  | { readonly kind: 'trouble' }
  /** It is the campaign or its domain that is turned away: nothing more of it is to be sent. */
  | { readonly kind: 'stop-campaign'; readonly words: string };

export interface SiteDoor {
  /** After an attempt over an open connection. */
  afterAttempt(site: SiteRef, report: AttemptReport, classification: Classification): Promise<SiteChange | null>;
  /** After a connection that did not come about: the site is always left alone for a while. */
  afterNoConnection(site: SiteRef, report: AttemptReport, classification: Classification): Promise<void>;
}

export interface SiteDoorOptions {
  readonly sites: Pick<SiteStateStore, 'pause' | 'slow' | 'limitConnections' | 'countTrouble' | 'countUnreachable'>;
  readonly timeScale: number;
}

/** First pause of the breaker; doubled with each failure in a row up to an hour (delivery reference, section 3.1). */
const REFUSED_SECONDS = 120;
const SILENT_SECONDS = 900;
const LONGEST_SECONDS = 3600;
const WINDOW_SECONDS = 3600;

export function createSiteDoor({ sites, timeScale }: SiteDoorOptions): SiteDoor {
  const pause = ({ siteId, sourceId }: SiteRef, seconds: number, cause: string, reason: string) =>
    sites.pause({ siteId, sourceId, seconds: seconds / timeScale, cause, reason, isProbed: true });

  async function act(site: SiteRef, advice: SiteAdvice, reason: string): Promise<SiteChange> {
    const { action, cause, threshold } = advice;
    if (threshold > 1 && (await sites.countTrouble(site, cause, WINDOW_SECONDS / timeScale)) < threshold)
      return { kind: 'trouble' };
    switch (action.kind) {
      case 'pause':
        await pause(site, advice.seconds, cause, reason);
        return action;
      case 'rate': {
        const { siteId, sourceId } = site;
        const { perMinute } = action;
        await sites.slow({ siteId, sourceId, perMinute, seconds: advice.seconds / timeScale, cause, reason });
        return action;
      }
      case 'connections':
        await sites.limitConnections(site, action.most);
        return action;
      case 'stop-campaign':
        return {
          kind: 'stop-campaign',
          words: `Its messages are turned away for what they are signed with. ${reason}`,
        };
      default:
        return action satisfies never;
    }
  }

  function adviceFor({ provider, recentPauses }: SiteRef, { stage, reply }: AttemptReport, category: string) {
    return siteAdviceFor({ provider, category, stage, reply, recentPauses });
  }

  return {
    async afterAttempt(site, report, { category }) {
      if (report.outcome !== 'deferred' && report.outcome !== 'refused') return null;
      const advice = adviceFor(site, report, category);
      if (advice !== null) return act(site, advice, reasonOf(report));
      const isCutShort = report.outcome === 'deferred' && (report.reply === null || report.reply.code === 421);
      return isCutShort && report.stage !== 'dns' ? { kind: 'trouble' } : null;
    },
    async afterNoConnection(site, report, { category }) {
      const advice = report.reply === null ? null : adviceFor(site, report, category);
      if (advice !== null && advice.action.kind === 'pause' && advice.threshold === 1) {
        await pause(site, advice.seconds, advice.cause, reasonOf(report));
        return;
      }
      const failures = await sites.countUnreachable(site);
      const first = /time|silent|no reply|no answer/i.test(report.trouble ?? '') ? SILENT_SECONDS : REFUSED_SECONDS;
      const seconds = Math.min(LONGEST_SECONDS, first * 2 ** Math.min(20, Math.max(0, failures - 1)));
      const times = failures > 1 ? ` (${failures} times in a row)` : '';
      if (advice !== null) await act(site, advice, reasonOf(report));
      await pause(site, seconds, 'breaker', `No connection could be made${times}: ${saidBy(report)}`);
    },
  };
}

const reasonOf = (report: AttemptReport) => `${report.mxHost ?? 'It'} said: ${saidBy(report)}`;
const saidBy = ({ reply, trouble }: AttemptReport) => (reply?.text ?? trouble ?? 'nothing').slice(0, 500);
