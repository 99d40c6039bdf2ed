// What became of messages at a place and in a time: the table with its norm and its others, and the days behind a chart.
import type { ResultDaysQuery, ResultFilter, ResultLevel, ResultQuery } from '@doorstep/contracts';
import {
  CampaignStore,
  type ResultDeliveryFilter,
  ResultLimitStore,
  ResultStore,
  type ResultWish,
} from '@doorstep/database';
import { providerLabel } from '@doorstep/diagnosis';
import { Injectable } from '@nestjs/common';
import { fieldProblem, notFound } from '../http/problem.js';
import { type AskedSpan, type KnownSpan, spanOf } from './result-span.js';
import { rowView } from './result-view.js';

type Asked = AskedSpan & Pick<ResultQuery, 'campaignId' | 'provider' | 'domain' | 'mxHost'>;

@Injectable()
export class ResultService {
  constructor(
    private readonly results: ResultStore,
    private readonly limits: ResultLimitStore,
    private readonly campaigns: CampaignStore,
  ) {}

  /** @param limit null: every row */
  async table(query: Omit<ResultQuery, 'limit'>, limit: number | null) {
    const { provider, domain, mxHost, search, sort, order, campaignId } = query;
    const { campaign, ...span } = await this.known(query);
    const level = query.by ?? levelBelow(query);
    const wish: ResultWish = { ...span, campaignId, level, provider, domain, mxHost, search, sort, order, limit };
    const [{ rows, total, rowsInAll }, hours, sites, counted] = await Promise.all([
      this.results.rows(wish),
      this.results.providerHours(wish),
      this.limits.sitesByProvider(),
      this.results.asOf(),
    ]);
    const keys = rows.flatMap(({ key }) => key ?? []);
    const [heldUp, patterns] = await Promise.all([
      this.limits.heldUp(level === 'domain' ? keys : []),
      level === 'pattern' ? this.results.patterns(keys.map(Number)) : new Map(),
    ]);
    const around = { level, place: { provider, domain, mxHost }, hours, heldUp, sites, patterns };
    return {
      ...{ ...span, normUntil: span.from, ...counted, level, campaign, rowsInAll },
      total: rowView(total, around),
      rows: rows.map((row) => rowView(row, around)),
    };
  }

  async days(query: ResultDaysQuery) {
    const { campaignId, provider, domain, mxHost } = query;
    const rows = await this.results.days({ ...(await this.known(query)), campaignId, provider, domain, mxHost });
    const series = [...Map.groupBy(rows, (row) => row.provider)].map(([name, own]) => ({
      ...{ provider: name, name: providerLabel(name) },
      days: own.map(({ day, sent, acceptedAtOnce, accepted }) => ({ day, sent, acceptedAtOnce, accepted })),
    }));
    const sentTo = (one: (typeof series)[number]) => one.days.reduce((sum, { sent }) => sum + sent, 0);
    return { series: series.sort((one, other) => sentTo(other) - sentTo(one)) };
  }

  /** The messages a number of the table means. */
  async filter(asked: ResultFilter): Promise<ResultDeliveryFilter> {
    const { campaignId, provider, domain, mxHost, pattern, group } = asked;
    const { from, until } = await this.known(asked);
    return { from, until, campaignId, provider, domain, mxHost, pattern, group };
  }

  async known(asked: Asked): Promise<KnownSpan & { campaign: { id: string; name: string } | null }> {
    const { campaignId, provider, domain, mxHost } = asked;
    if (provider === undefined && (domain !== undefined || mxHost !== undefined))
      throw fieldProblem(
        'provider',
        'provider_missing',
        'A domain or mail server was named without its provider. Name the provider too.',
      );
    if (campaignId === undefined) return { ...spanOf(asked, new Date(), null), campaign: null };
    const campaign = await this.campaigns.summary(campaignId);
    if (campaign === null) throw notFound('campaign');
    // Nothing of it was tried yet: an hour in which nothing can be.
    const began = (await this.results.beginOf(campaignId)) ?? thisHour();
    return { ...spanOf(asked, new Date(), began), campaign: { id: campaign.id, name: campaign.name } };
  }
}

const thisHour = () => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);

/** Provider, domain, MX host, reply pattern: one step below what is named. */
function levelBelow({ provider, domain, mxHost }: Asked): ResultLevel {
  if (mxHost !== undefined) return 'pattern';
  if (domain !== undefined) return 'mx_host';
  return provider === undefined ? 'provider' : 'domain';
}
