// When a campaign has tried everybody once: what is known of its mail servers, put together and said in a sentence.
import type { CampaignEnding, CampaignEndingQuestion } from '@doorstep/contracts';
import {
  CampaignPaceStore,
  type CampaignRow,
  CampaignStore,
  type EndingRecord,
  EndingStore,
  SendingControlStore,
  SendingHoursStore,
  SettingStore,
} from '@doorstep/database';
import { openStretch, providerLimitOf } from '@doorstep/delivery';
import { tellEnding, toldEnding } from '@doorstep/diagnosis';
import { Injectable } from '@nestjs/common';
import { notFound } from '../http/problem.js';
import { readLocalTime } from './local-time.js';

const HOUR_MS = 3_600_000;

@Injectable()
export class EndingService {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly endings: EndingStore,
    private readonly paces: CampaignPaceStore,
    private readonly control: SendingControlStore,
    private readonly hours: SendingHoursStore,
    private readonly settings: SettingStore,
  ) {}

  /** @param asked what a schedule would say; what is left out is as the campaign has it */
  async ending(id: string, asked: CampaignEndingQuestion = {}): Promise<CampaignEnding> {
    const campaign = await this.campaigns.summary(id);
    if (campaign === null) throw notFound('campaign');
    const timeZone = asked.timeZone ?? campaign.timeZone ?? (await this.settings.timeZone()) ?? 'UTC';
    const now = new Date();
    if (campaign.state === 'finished' || campaign.state === 'cancelled')
      return toldEnding({ kind: 'done' }, timeZone, now);
    if (campaign.state === 'paused' && campaign.plannedAt !== null)
      return toldEnding({ kind: 'unknown', because: 'the campaign is paused' }, timeZone, now);
    const isRunning = campaign.plannedAt !== null;
    const [record, control, own, whole] = await Promise.all([
      isRunning ? this.endings.running(id) : this.endings.before(id),
      this.control.read(),
      asked.sendWindow === undefined ? campaign.sendWindow : asked.sendWindow,
      this.hours.read(),
    ]);
    if (record === null) throw notFound('campaign');
    const startsAt = isRunning ? now : startOf(campaign, asked, now);
    const windows = [own, whole].filter((window) => window !== null);
    const spreadUntil = isRunning
      ? respacedUntil(asked, record, now)
      : await this.spreadUntil(campaign, asked, startsAt, peopleIn(record));
    return tellEnding(record, {
      ...{ now, startsAt, spreadUntil, control, timeZone, limitOf: providerLimitOf },
      opens: (at) => openStretch(windows, at),
    });
  }

  private async spreadUntil(
    campaign: CampaignRow,
    asked: CampaignEndingQuestion,
    startsAt: Date,
    people: number,
  ): Promise<Date | null> {
    const spreadMs = (asked.spreadMinutes ?? campaign.spreadMinutes) * 60_000;
    const rate = asked.ratePerHour === undefined ? campaign.ratePerHour : asked.ratePerHour;
    const limitMs = rate === null ? 0 : ((people - 1) / rate) * HOUR_MS;
    const lastClock = asked.eachAtLocalTime && asked.localTime ? await this.lastClock(campaign.id, asked) : null;
    const ownMs = Math.max(spreadMs, limitMs);
    if (lastClock === null && ownMs <= 0) return null;
    return new Date(Math.max(startsAt.getTime(), lastClock?.getTime() ?? 0) + Math.max(0, ownMs));
  }

  /** The moment at which the last of the readers' clocks shows the time. */
  private async lastClock(
    id: string,
    { localTime, timeZone, pastZones }: CampaignEndingQuestion,
  ): Promise<Date | null> {
    const zones = (await this.paces.zones(id)).map((zone) => zone.timeZone ?? timeZone ?? 'UTC');
    const moments = zones.flatMap((zone) => {
      const read = readLocalTime({ localTime: localTime!, timeZone: zone });
      if (read.kind !== 'moment') return [];
      const isPast = read.at.getTime() < Date.now();
      return isPast && pastZones === 'next_day' ? [new Date(read.at.getTime() + 24 * HOUR_MS)] : [read.at];
    });
    return moments.length === 0 ? null : new Date(Math.max(...moments.map((moment) => moment.getTime())));
  }
}

function startOf(campaign: CampaignRow, asked: CampaignEndingQuestion, now: Date): Date {
  const { localTime, timeZone, offset } = asked;
  const read = localTime && timeZone ? readLocalTime({ localTime, timeZone, ...(offset && { offset }) }) : null;
  const at = read?.kind === 'moment' ? read.at : campaign.state === 'scheduled' ? campaign.scheduledAt : null;
  return at !== null && at > now ? at : now;
}

/** The last first try of a campaign under way, were its pace changed now; else as it is planned. */
function respacedUntil({ ratePerHour }: CampaignEndingQuestion, record: EndingRecord, now: Date): Date | null {
  if (ratePerHour === undefined) return record.lastFirstTryAt;
  if (ratePerHour === null || record.toBeSpaced < 2) return null;
  return new Date(now.getTime() + ((record.toBeSpaced - 1) / ratePerHour) * HOUR_MS);
}

const peopleIn = ({ sites }: EndingRecord): number => sites.reduce((sum, { people }) => sum + people, 0);
