// The time to look at: the last days, a month, or from one day to another; and which campaign.
'use client';

import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lastMonths, monthWords } from '../campaigns/months';
import { campaigns } from '../client/campaigns';
import { localDay } from '../parts/local-day';
import { askedRange, lastDays } from './ranges';
import { newestCampaignsQuestion, resultsKey } from './result-questions';
import type { PageState, SetPageState } from './use-results';

const WHOLE = 'whole';
const OWN = 'own';
const OWN_DAYS = 14;

function kindOf(range: string | null, campaign: string | null): string {
  if (range === null || askedRange(range) === null) return campaign === null ? '28d' : WHOLE;
  return range.includes('..') ? OWN : range;
}

const rangeWords = (kind: string) =>
  kind.endsWith('-before')
    ? `The ${kind.replace('d-before', '')} days before those`
    : `Last ${kind.replace('d', '')} days`;

function someDays(): string {
  const [from, until] = [new Date(), new Date()];
  from.setDate(from.getDate() - OWN_DAYS + 1);
  return `${localDay(from)}..${localDay(until)}`;
}

export function RangePicker({ page, set }: { page: PageState; set: SetPageState }) {
  const { range, campaign } = page;
  const kind = kindOf(range, campaign);
  const months = lastMonths(new Date()).slice(0, 13);
  const data = [
    ...(campaign === null ? [] : [{ value: WHOLE, label: 'Its whole time' }]),
    ...lastDays.map(({ value, label }) => ({ value: value as string, label })),
    ...months.map((value) => ({ value, label: monthWords(value) })),
    { value: OWN, label: 'From one day to another' },
  ];
  const known = data.some(({ value }) => value === kind);
  const choose = (value: string) => void set({ range: value === WHOLE ? null : value === OWN ? someDays() : value });
  return (
    <>
      <NativeSelect
        aria-label="Time"
        data={known ? data : [{ value: kind, label: rangeWords(kind) }, ...data]}
        value={kind}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {kind === OWN && range !== null && <OwnDays range={range} set={set} />}
      <CampaignPicker page={page} set={set} />
    </>
  );
}

function OwnDays({ range, set }: { range: string; set: SetPageState }) {
  const [from = '', until = ''] = range.split('..');
  const change = (first: string, last: string) => {
    if (first !== '' && last !== '') void set({ range: first <= last ? `${first}..${last}` : `${last}..${first}` });
  };
  return (
    <>
      <TextInput
        type="date"
        aria-label="From"
        value={from}
        onChange={(event) => change(event.currentTarget.value, until)}
      />
      <TextInput
        type="date"
        aria-label="Until, that day included"
        value={until}
        onChange={(event) => change(from, event.currentTarget.value)}
      />
    </>
  );
}

/** The newest hundred; an older one that the address names stands there as well. */
function CampaignPicker({ page: { campaign }, set }: { page: PageState; set: SetPageState }) {
  const newest = useQuery(newestCampaignsQuestion);
  const sent = (newest.data?.data ?? []).filter(({ state }) => state !== 'draft' && state !== 'scheduled');
  const older = useQuery({
    queryKey: [...resultsKey, 'campaign', campaign],
    queryFn: () => campaigns.one(campaign!),
    enabled: campaign !== null && newest.isSuccess && !sent.some(({ id }) => id === campaign),
  });
  return (
    <Select
      aria-label="Campaign"
      placeholder="Every campaign"
      clearable
      searchable
      clearButtonProps={{ 'aria-label': 'Every campaign' }}
      nothingFoundMessage="No campaign of this name was sent"
      data={[...sent, ...(older.data ? [older.data] : [])].map(({ id, name }) => ({ value: id, label: name }))}
      value={campaign}
      onChange={(value) => void set({ campaign: value, range: null, row: null, show: null })}
    />
  );
}
