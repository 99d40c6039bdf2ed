// When a campaign under way ends, from the same facts and in the same words as on its page.
import type { CampaignEnding } from '@doorstep/contracts';
import {
  type CampaignRow,
  type Database,
  EndingStore,
  SendingControlStore,
  SendingHoursStore,
  SettingStore,
} from '@doorstep/database';
import { openStretch, providerLimitOf } from '@doorstep/delivery';
import { endingBasis, endingSites, endingWords, estimateEnd } from '@doorstep/diagnosis';

const ALWAYS = new Date(8.64e15);

/** @returns null unless it is under way */
export async function endingOf(database: Database, campaign: CampaignRow): Promise<CampaignEnding | null> {
  if (campaign.state !== 'sending') return null;
  const [record, control, whole, ownZone] = await Promise.all([
    new EndingStore(database).running(campaign.id),
    new SendingControlStore(database).read(),
    new SendingHoursStore(database).read(),
    new SettingStore(database).timeZone(),
  ]);
  const now = new Date();
  const sites = endingSites(record.sites, providerLimitOf);
  const windows = [campaign.sendWindow, whole].filter((window) => window !== null);
  const ending = estimateEnd({
    ...{ now, startsAt: now, spreadUntil: record.lastFirstTryAt, sites, othersDue: record.othersDue },
    ...{ retrying: record.retrying, retryUntil: record.retryUntil, ratePerMinute: control.ratePerMinute },
    pause: control.isPaused ? { until: control.pausedUntil } : null,
    opens: (at) => (windows.length === 0 ? { from: at, until: ALWAYS } : openStretch(windows, at)),
  });
  return {
    kind: ending.kind,
    lastAt: 'lastAt' in ending ? ending.lastAt.toISOString() : null,
    retrying: ending.kind === 'retries' ? ending.retrying : 0,
    words: endingWords(ending, campaign.timeZone ?? ownZone ?? 'UTC', now),
    basis: endingBasis(sites, record.othersDue),
  };
}
