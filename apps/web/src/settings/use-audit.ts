// What the audit log shows: all of it stands in the address of the page, so that a link shows the same to somebody else.
'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { useEffect } from 'react';
import { audit } from '../client/settings';
import { usePages } from '../client/use-pages';
import { auditKey } from './settings-keys';

const filters = {
  who: parseAsString,
  action: parseAsString,
  /** An address, kind:id, or a part of a name. */
  about: parseAsString,
  /** Days of this device's calendar; the last one is shown in full. */
  from: parseAsString,
  to: parseAsString,
};

const places = {
  /** The list begins with this line. */
  entry: parseAsString,
  /** When a change was made whose line is looked for, and what it was about. */
  near: parseAsString,
  of: parseAsString,
};

const startOf = (day: string | null, plusDays = 0): string | null => {
  const start = new Date(`${day}T00:00:00`);
  if (day === null || Number.isNaN(start.getTime())) return null;
  start.setDate(start.getDate() + plusDays);
  return start.toISOString();
};

export function useAudit() {
  const [filter, setFilter] = useQueryStates(filters);
  const [place, setPlace] = useQueryStates(places);
  const { who, action, about } = filter;
  const { entry, near, of } = place;
  const asked = { who, action, about, from: startOf(filter.from), to: startOf(filter.to, 1) };
  const search = useQuery({
    queryKey: [...auditKey, 'near', near, who, of],
    queryFn: () => audit.near(near ?? '', who, of),
    enabled: near !== null,
  });
  const found = near === null ? undefined : search.data;
  useEffect(() => {
    // A line of its own is what can be copied and kept.
    if (found?.id) void setPlace({ entry: found.id, near: null, of: null }, { history: 'replace' });
  }, [found, setPlace]);
  const isLooking = near !== null && search.isPending;
  const list = usePages([...auditKey, asked, entry], (cursor) => audit.page({ ...asked, entry }, cursor), {
    enabled: !isLooking && !found?.id,
  });
  return {
    ...{ filter, asked, list, entry },
    /** The line of a change was looked for, and there is none. */
    isMissing: found?.id === null,
    isFiltered: Object.values(filter).some((value) => value !== null),
    change: (changed: Partial<Record<keyof typeof filters, string | null>>) => {
      void setFilter(changed);
      void setPlace(null);
    },
    showAll: () => {
      void setFilter(null);
      void setPlace(null);
    },
    showNewest: () => void setPlace(null),
  };
}
