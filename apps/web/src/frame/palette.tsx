// The palette (Ctrl/Cmd+K): type or paste an address to open its page, or a word to go somewhere.
'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { AtSign, Plus, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { addresses } from '../client/deliverability';
import { addressHref } from '../parts/address-link';
import { standingWords } from '../parts/words';
import { pastedAddress } from './pasted-address';
import { allPlaces } from './places';

const deeds = [
  { href: '/imports/new', label: 'Import a list of subscribers' },
  { href: '/campaigns?new=true', label: 'Write a new campaign' },
  { href: '/subscribers?add=true', label: 'Add a subscriber' },
];

/** @param openings how often it was asked for from outside; its own keys open and close it once it is there */
export function Palette({ openings }: { openings: number }) {
  const router = useRouter();
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (openings > 0) spotlight.open();
  }, [openings]);
  const wanted = query.trim().toLowerCase();
  const [asked] = useDebouncedValue(wanted, 150);
  const whole = pastedAddress(query);
  const hits = useQuery({
    queryKey: ['address-search', asked],
    queryFn: ({ signal }) => addresses.search(asked, null, signal),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
  });
  const found = wanted.length < 2 ? [] : (hits.data?.data ?? []).filter((hit) => hit.address !== whole).slice(0, 8);
  const matches = (label: string) => label.toLowerCase().includes(wanted);
  const places = allPlaces.filter((place) => matches(place.label));
  const acts = deeds.filter((deed) => matches(deed.label));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      scrollable
      maxHeight={420}
      size={560}
    >
      <Spotlight.Search
        placeholder="An address, a page or a deed"
        aria-label="Find an address, a page or a deed"
        leftSection={<Search size={16} strokeWidth={1.5} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {whole && (
          <Spotlight.ActionsGroup label="Why does it not arrive?">
            <Spotlight.Action
              label={whole}
              description="Open the page of this address"
              leftSection={<AtSign size={16} strokeWidth={1.5} aria-hidden />}
              onClick={() => router.push(addressHref(whole))}
            />
          </Spotlight.ActionsGroup>
        )}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label="Addresses">
            {found.map((hit) => (
              <Spotlight.Action
                key={hit.address}
                label={hit.address}
                description={`${hit.name ? `${hit.name} · ` : ''}${hit.isSubscriber ? '' : 'no subscriber now · '}${standingWords[hit.standing].label}`}
                leftSection={<AtSign size={16} strokeWidth={1.5} aria-hidden />}
                onClick={() => router.push(addressHref(hit.address))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {places.length > 0 && (
          <Spotlight.ActionsGroup label="Go to">
            {places.map(({ href, label, icon: Icon }) => (
              <Spotlight.Action
                key={href}
                label={label}
                leftSection={<Icon size={16} strokeWidth={1.5} aria-hidden />}
                onClick={() => router.push(href)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {acts.length > 0 && (
          <Spotlight.ActionsGroup label="Do">
            {acts.map(({ href, label }) => (
              <Spotlight.Action
                key={href}
                label={label}
                leftSection={<Plus size={16} strokeWidth={1.5} aria-hidden />}
                onClick={() => router.push(href)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {!whole && found.length + places.length + acts.length === 0 && (
          <Spotlight.Empty>{hits.isFetching ? 'Looking' : 'No address or page starts like this.'}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
