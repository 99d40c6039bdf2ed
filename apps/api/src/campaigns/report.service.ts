// The report of a campaign: groups that add up to the audience, how it stands in one sentence, causes, campaigns before it.
import {
  type CampaignReport,
  DeliveryGroup,
  deliveryGroups,
  peopleIn,
  type ReportGroup,
  type Tally,
} from '@doorstep/contracts';
import { type CampaignRow, CampaignStore, ReportStore } from '@doorstep/database';
import { describeAttempt } from '@doorstep/diagnosis';
import { Injectable } from '@nestjs/common';
import { notFound } from '../http/problem.js';
import { EndingService } from './ending.service.js';
import { VariantService } from './variants.service.js';

/** `missed` and `got_it` are sums of others: they are no part of the bar. */
const BAR = DeliveryGroup.options.filter((group) => group !== 'missed' && group !== 'got_it');

@Injectable()
export class ReportService {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly reports: ReportStore,
    private readonly variants: VariantService,
    private readonly endings: EndingService,
  ) {}

  /** @param asked when it ends is the dearest part, and most readers do not look at it */
  async report(id: string, { hasEnding }: { readonly hasEnding: boolean }) {
    const campaign = await this.campaigns.summary(id);
    if (campaign === null) throw notFound('campaign');
    const { tally, tracking } = campaign;
    const [causes, previous, again, readers, abTest, leaving, ending] = await Promise.all([
      this.reports.causes(id),
      this.reports.previous(id, campaign.startedAt ?? new Date()),
      this.reports.again(id),
      tracking === 'off' ? null : this.reports.readers(id, tracking),
      this.variants.told(campaign),
      this.reports.leaving(id),
      hasEnding && campaign.state === 'sending' ? this.endings.ending(id) : null,
    ]);
    const groups = groupsOf(tally);
    return {
      campaignId: id,
      name: campaign.name,
      subject: campaign.subject,
      state: campaign.state,
      startedAt: campaign.startedAt,
      finishedAt: campaign.finishedAt,
      asOf: new Date(),
      audience: tally.audience,
      groups,
      ...standing(campaign),
      ending,
      causes,
      previous,
      again,
      readers,
      abTest,
      leaving,
    };
  }

  async replies(id: string) {
    if ((await this.campaigns.summary(id)) === null) throw notFound('campaign');
    const rows = await this.reports.replies(id, 20);
    return rows.map((row) => ({ ...row, words: describeAttempt(row) }));
  }
}

export function groupsOf(tally: Tally): ReportGroup[] {
  return BAR.map((group) => ({ group, people: peopleIn(group, tally), reasons: reasonsOf(group, tally) })).filter(
    ({ people }) => people > 0,
  );
}

function reasonsOf(group: DeliveryGroup, tally: Tally): ReportGroup['reasons'] {
  if (group !== 'suppressed' && group !== 'excluded') return [];
  const [state] = deliveryGroups[group].states;
  return Object.entries(tally.reasons)
    .filter(([key, people]) => key.startsWith(`${state}:`) && people > 0)
    .map(([key, people]) => ({ reason: key.slice(key.indexOf(':') + 1), people }))
    .sort((one, other) => other.people - one.people);
}

const number = new Intl.NumberFormat('en');
const people = (count: number) => `${number.format(count)} ${count === 1 ? 'person' : 'people'}`;

/** "Accepted for all" is said only when nothing is open and nobody was left without it. */
export function standing({
  state,
  tally,
}: Pick<CampaignRow, 'state' | 'tally'>): Pick<CampaignReport, 'isComplete' | 'open' | 'missed' | 'words'> {
  const in_ = (...groups: DeliveryGroup[]) => groups.reduce((sum, group) => sum + peopleIn(group, tally), 0);
  const open = in_('not_yet', 'trying_again', 'held');
  const missed = in_('missed');
  const accepted = in_('accepted_first', 'accepted_retry');
  const neverTried = in_('suppressed', 'excluded', 'cancelled');
  const isOver = state === 'finished' || state === 'cancelled';
  const isComplete = isOver && open === 0 && accepted + in_('complained') === tally.audience && tally.audience > 0;
  return { isComplete, open, missed, words: sentence() };

  function sentence(): string {
    if (tally.audience === 0) return 'Nobody is in it yet.';
    if (isComplete) return `Accepted for all ${people(tally.audience)}.`;
    const parts: string[] = [];
    if (isOver && open === 0) {
      parts.push(
        missed > 0
          ? `${state === 'finished' ? 'Finished' : 'Cancelled'}: ${number.format(missed)} did not get it.`
          : `Accepted for ${number.format(accepted)} of ${people(tally.audience)}.`,
      );
      if (missed > 0) parts.push(`Accepted for ${number.format(accepted)} of ${people(tally.audience)}.`);
    } else {
      parts.push(
        `Accepted for ${number.format(accepted)} of ${people(tally.audience)}, ${number.format(open)} still open.`,
      );
      if (missed > 0) parts.push(`${number.format(missed)} did not get it.`);
    }
    if (in_('in_doubt') > 0) parts.push(`${people(in_('in_doubt'))} may have it: the answer was lost.`);
    if (in_('complained') > 0) parts.push(`${people(in_('complained'))} complained.`);
    if (neverTried > 0) parts.push(`${people(neverTried)} ${neverTried === 1 ? 'was' : 'were'} never tried.`);
    return parts.join(' ');
  }
}
