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
import { tellEnding } from '@doorstep/diagnosis';

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
  const windows = [campaign.sendWindow, whole].filter((window) => window !== null);
  return tellEnding(record, {
    ...{ now, startsAt: now, spreadUntil: record.lastFirstTryAt, control, limitOf: providerLimitOf },
    opens: (at) => openStretch(windows, at),
    timeZone: campaign.timeZone ?? ownZone ?? 'UTC',
  });
}
