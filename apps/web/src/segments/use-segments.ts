// What the pages of segments share: keys, and the things conditions point at.
'use client';

import { useQuery } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { imports } from '../client/imports';
import { customFields, tags } from '../client/segments';
import { useLists } from '../lists/use-lists';
import { allSegmentsQuestion } from './segment-questions';

/** Exactly the people of a segment, among the subscribers. */
export const segmentPeopleHref = (id: string): string => `/subscribers?segmentId=${id}`;
export const tagsKey = ['tags'] as const;
export const fieldsKey = ['fields'] as const;

export function useSegments() {
  return useQuery({ ...allSegmentsQuestion, staleTime: 30_000, select: (page) => page.data });
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A key people have values under, described or only found. */
export interface FieldChoice extends Choice {
  readonly type: 'text' | 'number' | 'date' | 'boolean' | 'choice';
  readonly choices: readonly string[];
}

export interface Known {
  readonly lists: readonly Choice[];
  readonly tags: readonly Choice[];
  readonly campaigns: readonly Choice[];
  readonly imports: readonly Choice[];
  readonly fields: readonly FieldChoice[];
}

/** Everything a condition may name, as choices. */
export function useKnown(): Known {
  const lists = useLists();
  const staleTime = 60_000;
  const tag = useQuery({ queryKey: [...tagsKey, 'all'], queryFn: () => tags.page(), staleTime });
  const campaign = useQuery({ queryKey: ['campaigns', 'choices'], queryFn: () => campaigns.page(), staleTime });
  const file = useQuery({ queryKey: ['imports', 'choices'], queryFn: () => imports.page(), staleTime });
  const field = useQuery({ queryKey: [...fieldsKey, 'all'], queryFn: () => customFields.page(), staleTime });
  const found = useQuery({ queryKey: [...fieldsKey, 'found'], queryFn: () => customFields.found(), staleTime });
  const named = (rows: readonly { id: string; name: string }[] | undefined) =>
    (rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return {
    lists: named(lists.data),
    tags: named(tag.data?.data),
    campaigns: named(campaign.data?.data.filter(({ state }) => state !== 'draft')),
    imports: (file.data?.data ?? []).map(({ id, fileName }) => ({ value: id, label: fileName })),
    fields: [
      ...(field.data?.data ?? []).map(({ key, label, type, choices }) => ({ value: key, label, type, choices })),
      ...(found.data?.fields ?? []).map(({ key }) => ({ value: key, label: key, type: 'text' as const, choices: [] })),
    ],
  };
}
