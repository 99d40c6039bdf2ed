// What the page shows, all of it in its address: time, campaign, place, sorting, and the messages behind a number.
'use client';

import type { ResultFilter, ResultRow, ResultTable } from '@doorstep/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { Query } from '../client/api';
import { askedRange } from './ranges';
import { tableQuestion } from './result-questions';
import { groups } from './result-words';

/** Counted within two seconds, asked for again as often as anything that moves. */
const REFRESH_MS = 5000;

export const sorts = [
  'sent',
  'accepted_at_once',
  'accepted_later',
  'refused',
  'returned',
  'complained',
  'name',
] as const;

const state = {
  range: parseAsString,
  campaign: parseAsString,
  provider: parseAsString,
  domain: parseAsString,
  mx: parseAsString,
  by: parseAsStringLiteral(['pattern'] as const),
  search: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(sorts).withDefault('sent'),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
  view: parseAsStringLiteral(['table', 'days', 'rules'] as const).withDefault('table'),
  /** The row whose messages are open, and which of them. */
  row: parseAsString,
  show: parseAsStringLiteral(['sent', ...groups] as const),
};

export type PageState = ReturnType<typeof usePageState>[0];
export type SetPageState = ReturnType<typeof usePageState>[1];

export const usePageState = () => useQueryStates(state, { history: 'push' });

/** The time and the campaign. Without a time a campaign is taken whole. */
export function spanQuery({ range, campaign }: Pick<PageState, 'range' | 'campaign'>): Query & Partial<ResultFilter> {
  const asked = range === null ? null : askedRange(range);
  return {
    ...(asked ?? (campaign === null ? { days: 28 } : {})),
    ...(campaign === null ? {} : { campaignId: campaign }),
  };
}

export function placeQuery({
  provider,
  domain,
  mx,
}: Pick<PageState, 'provider' | 'domain' | 'mx'>): Partial<ResultFilter> {
  return {
    ...(provider === null ? {} : { provider }),
    ...(domain === null ? {} : { domain }),
    ...(mx === null ? {} : { mxHost: mx }),
  };
}

export const tableQuery = (page: PageState): Query => ({
  ...spanQuery(page),
  ...placeQuery(page),
  ...{ by: page.by, search: page.search, sort: page.sort, order: page.order },
});

/** The messages of one row, or with null of all rows. */
export function rowFilter(page: PageState, level: ResultTable['level'], key: string | null): ResultFilter {
  const base = { ...spanQuery(page), ...placeQuery(page) } as ResultFilter;
  if (key === null) return base;
  switch (level) {
    case 'provider':
      return { ...base, provider: key };
    case 'domain':
      return { ...base, domain: key };
    case 'mx_host':
      return { ...base, mxHost: key };
    default:
      return { ...base, pattern: Number(key) };
  }
}

/** One step down from a row; replies are the last. */
export function stepInto(level: ResultTable['level'], row: ResultRow) {
  const close = { row: null, show: null, search: null };
  if (level === 'provider') return { ...close, provider: row.key };
  if (level === 'domain') return { ...close, domain: row.key };
  return { ...close, mx: row.key };
}

export function useResultTable(page: PageState) {
  return useQuery({
    ...tableQuestion(tableQuery(page)),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
