// When a campaign has tried everybody once: what is known of its mail servers, put together and said in a sentence.
import { type CampaignEnding, type CampaignEndingQuestion, localTimeAt } from '@doorstep/contracts';
import {
  CampaignPaceStore,
  type CampaignRow,
  CampaignStore,
  type EndingRecord,
  type EndingSiteRow,
  EndingStore,
  SendingControlStore,
  SendingHoursStore,
  SettingStore,
} from '@doorstep/database';
import { openStretch, providerLimitOf } from '@doorstep/delivery';
import { type Ending, type EndingSite, estimateEnd, providerOf } from '@doorstep/diagnosis';
import { Injectable } from '@nestjs/common';
import { notFound } from '../http/problem.js';
import { readLocalTime } from './local-time.js';

const HOUR_MS = 3_600_000;
const ALWAYS = new Date(8.64e15);

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
    if (campaign.state === 'finished' || campaign.state === 'cancelled') return inWords({ kind: 'done' }, timeZone);
    if (campaign.state === 'paused' && campaign.plannedAt !== null)
      return inWords({ kind: 'unknown', because: 'the campaign is paused' }, timeZone);
    const isRunning = campaign.plannedAt !== null;
    const [record, control, own, whole] = await Promise.all([
      isRunning ? this.endings.running(id) : this.endings.before(id),
      this.control.read(),
      asked.sendWindow === undefined ? campaign.sendWindow : asked.sendWindow,
      this.hours.read(),
    ]);
    if (record === null) throw notFound('campaign');
    const now = new Date();
    const startsAt = isRunning ? now : startOf(campaign, asked, now);
    const windows = [own, whole].filter((window) => window !== null);
    const spreadUntil = isRunning
      ? record.lastFirstTryAt
      : await this.spreadUntil(campaign, asked, startsAt, peopleIn(record));
    const ending = estimateEnd({
      ...{ now, startsAt, spreadUntil, sites: sitesOf(record.sites) },
      pause: control.isPaused ? { until: control.pausedUntil } : null,
      ratePerMinute: control.ratePerMinute,
      retrying: record.retrying,
      retryUntil: record.retryUntil,
      opens: (at) => (windows.length === 0 ? { from: at, until: ALWAYS } : openStretch(windows, at)),
    });
    return inWords(ending, timeZone);
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

const peopleIn = ({ sites }: EndingRecord): number => sites.reduce((sum, { people }) => sum + people, 0);

/** Sites of a provider that counts them together are one, with what it allows all of them. */
function sitesOf(rows: readonly EndingSiteRow[]): EndingSite[] {
  const groups = Map.groupBy(rows, (row) => (providerLimitOf(row.provider) === null ? row : row.provider));
  return [...groups.values()].map((group) => {
    const [first] = group as [EndingSiteRow, ...EndingSiteRow[]];
    const sum = (of: (row: EndingSiteRow) => number) => group.reduce((total, row) => total + of(row), 0);
    const inAll = providerLimitOf(first.provider);
    const measured = group.flatMap((row) => row.secondsPerMessage ?? []);
    return {
      name: providerOf(first.host) ?? first.host,
      people: sum((row) => row.people),
      connections: Math.max(
        1,
        Math.min(
          sum((row) => row.connections),
          (inAll ?? Number.POSITIVE_INFINITY) * first.sources,
        ),
      ),
      secondsPerMessage:
        measured.length === 0 ? null : measured.reduce((total, one) => total + one, 0) / measured.length,
      ratePerMinute: group.some((row) => row.ratePerMinute === null) ? null : sum((row) => row.ratePerMinute!),
      pausedUntil: group.every((row) => row.pausedUntil !== null) ? first.pausedUntil : null,
      leftToday: first.leftToday,
    };
  });
}

function inWords(ending: Ending, timeZone: string): CampaignEnding {
  const rough =
    'isRough' in ending && ending.isRough ? ' Many of these mail servers were never sent to: it is rough.' : '';
  const said = { lastAt: 'lastAt' in ending ? ending.lastAt.toISOString() : null, kind: ending.kind, retrying: 0 };
  switch (ending.kind) {
    case 'about':
      return {
        ...said,
        words: `The last message leaves about ${when(ending.lastAt, timeZone)}, ${ending.because}.${rough}`,
      };
    case 'not_before':
      return {
        ...said,
        words: `The last message leaves not before ${when(ending.lastAt, timeZone)}, ${ending.because}.`,
      };
    case 'unknown':
      return { ...said, words: `When the last message leaves cannot be told yet: ${ending.because}.` };
    case 'retries': {
      const people =
        ending.retrying === 1 ? '1 person is' : `${new Intl.NumberFormat('en').format(ending.retrying)} people are`;
      const until = ending.until === null ? '' : `, until ${when(ending.until, timeZone)} at the latest`;
      return { ...said, retrying: ending.retrying, words: `Everybody was tried once. ${people} tried again${until}.` };
    }
    case 'done':
      return { ...said, words: 'Everybody was tried.' };
    default:
      return ending satisfies never;
  }
}

/** "11:40 Europe/Berlin", with its day when that is not today; rounded up to what an estimate can mean. */
function when(at: Date, timeZone: string): string {
  const stepMs = at.getTime() - Date.now() < HOUR_MS ? 60_000 : 300_000;
  const rounded = new Date(Math.ceil(at.getTime() / stepMs) * stepMs);
  const local = localTimeAt(rounded, timeZone);
  const clock = `${local.slice(11)} ${timeZone}`;
  if (local.slice(0, 10) === localTimeAt(new Date(), timeZone).slice(0, 10)) return clock;
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(
    rounded,
  );
  return `${day.replace(',', '')}, ${clock}`;
}
