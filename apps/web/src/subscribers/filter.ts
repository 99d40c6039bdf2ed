// The filter of the subscribers' page: in the URL, as chips in words, as the API takes it.
'use client';

import type { MembershipStatus, Standing, SubscriberFilter } from '@doorstep/contracts';
import { parseAsString, useQueryStates } from 'nuqs';
import { membershipWords, standingWords } from '../parts/words';
import { providerName } from '../rules/provider-names';

const text = parseAsString.withDefault('');
export const filterKeys = {
  ...{
    search: text,
    listId: text,
    status: text,
    tagId: text,
    segmentId: text,
    field: text,
    value: text,
    provider: text,
  },
  ...{ standing: text, suppressed: text, importId: text, addedFrom: text, addedTo: text },
};
export type UrlFilter = Record<keyof typeof filterKeys, string>;

export const useFilter = () => useQueryStates(filterKeys);

/** Days as they stand in the URL become moments: the last one counts whole. */
export function toApi(filter: UrlFilter): SubscriberFilter {
  const { addedFrom, addedTo, ...rest } = filter;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  return {
    ...given,
    ...(isDay(addedFrom) && { addedFrom: startOf(addedFrom, 0) }),
    ...(isDay(addedTo) && { addedTo: startOf(addedTo, 1) }),
  };
}

const isDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day);
function startOf(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + later).toISOString();
}

export interface Chip {
  readonly keys: readonly (keyof UrlFilter)[];
  readonly words: string;
}

export interface Names {
  readonly list: (id: string) => string;
  readonly tag: (id: string) => string;
  readonly segment: (id: string) => string;
}

/** One for each condition beside the search. */
export function chipsOf(filter: UrlFilter, names: Names): Chip[] {
  const {
    listId,
    status,
    tagId,
    segmentId,
    field,
    value,
    provider,
    standing,
    suppressed,
    importId,
    addedFrom,
    addedTo,
  } = filter;
  const chips: (Chip | false)[] = [
    listId !== '' && { keys: ['listId'], words: `List: ${names.list(listId)}` },
    status !== '' && { keys: ['status'], words: membershipWords[status as MembershipStatus]?.label ?? status },
    tagId !== '' && { keys: ['tagId'], words: `Tag: ${names.tag(tagId)}` },
    segmentId !== '' && { keys: ['segmentId'], words: `Segment: ${names.segment(segmentId)}` },
    field !== '' && { keys: ['field', 'value'], words: value === '' ? `${field}: anything` : `${field}: ${value}` },
    provider !== '' && { keys: ['provider'], words: `At ${providerName(provider)}` },
    standing !== '' && { keys: ['standing'], words: standingWords[standing as Standing]?.label ?? standing },
    suppressed !== '' && { keys: ['suppressed'], words: suppressed === 'yes' ? 'Suppressed' : 'Not suppressed' },
    importId !== '' && { keys: ['importId'], words: 'Added by one import' },
    addedFrom !== '' && { keys: ['addedFrom'], words: `Added from ${addedFrom}` },
    addedTo !== '' && { keys: ['addedTo'], words: `Added until ${addedTo}` },
  ];
  return chips.filter((chip) => chip !== false);
}
