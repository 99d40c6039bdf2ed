// Which number of a list is opened: in the address of the page.
'use client';

import type { ListPeopleFilter } from '@doorstep/contracts';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';

const parts = {
  status: parseAsStringLiteral(['unconfirmed', 'subscribed', 'unsubscribed', 'removed'] as const),
  /** An import, or none. */
  source: parseAsString,
  age: parseAsStringLiteral(['month', 'year', 'older'] as const),
  mail: parseAsStringLiteral(['tried', 'failing'] as const),
};

export function useListPeople() {
  const [chosen, setChosen] = useQueryStates(parts);
  const filter = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)) as ListPeopleFilter;
  return {
    filter: Object.keys(filter).length === 0 ? null : filter,
    close: () => void setChosen(null),
  };
}

export const listPeopleHref = (listId: string, filter: ListPeopleFilter): string =>
  `/lists/${listId}?${new URLSearchParams(filter as Record<string, string>)}`;
