// Beside the rules: how many people that is, and some of them.
'use client';

import type { SegmentGroup } from '@doorstep/contracts';
import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { segments } from '../client/segments';
import { AddressLink } from '../parts/address-link';
import { Link } from '../parts/link';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import classes from './preview-panel.module.css';
import { segmentsKey } from './segment-questions';

const REST_MS = 400;

interface PanelProps {
  definition: SegmentGroup | null;
  /** Conditions that are left out until they are filled in. */
  unfinished: number;
  /** Where the people of the stored segment stand; null while what is counted is not stored. */
  peopleHref: string | null;
}

export function PreviewPanel({ definition, unfinished, peopleHref }: PanelProps) {
  const [asked] = useDebouncedValue(definition, REST_MS);
  const preview = useQuery({
    queryKey: [...segmentsKey, 'preview', asked],
    queryFn: () => segments.preview(asked as SegmentGroup),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const data = asked === null ? undefined : preview.data;
  return (
    <Section title="Who that is">
      <Stack gap={8}>
        <div aria-live="polite">
          {asked === null && (
            <Text size="sm" c="dimmed">
              Fill in a condition to see who it is true of.
            </Text>
          )}
          {data && <Counted data={data} isStale={preview.isPlaceholderData} href={peopleHref} />}
        </div>
        {preview.isLoading && <Skeleton height={48} />}
        {preview.error && asked !== null && <ProblemBox error={preview.error} again={() => void preview.refetch()} />}
        {unfinished > 0 && (
          <Text size="sm" c="dimmed">
            {counted(unfinished, 'condition is', 'conditions are')} not filled in yet and left out of the count.
          </Text>
        )}
        {data && data.sample.length > 0 && (
          <>
            <Text size="sm" c="dimmed">
              {data.people !== null && data.people > data.sample.length
                ? `The newest ${data.sample.length}`
                : 'All of them'}
            </Text>
            <ul className={classes.sample} aria-label="People of the segment">
              {data.sample.map((person) => (
                <li key={person.subscriberId}>
                  <AddressLink address={person.address} />
                  {person.name && <span className={classes.name}>{person.name}</span>}
                </li>
              ))}
            </ul>
          </>
        )}
      </Stack>
    </Section>
  );
}

interface CountedProps {
  data: Awaited<ReturnType<typeof segments.preview>>;
  isStale: boolean;
  href: string | null;
}

function Counted({ data, isStale, href }: CountedProps) {
  if (data.people === null)
    return (
      <Text size="sm">
        Counting takes longer than 5 seconds here. The segment can be saved and used all the same; a condition that few
        people meet makes it faster.
      </Text>
    );
  const off = data.onLists === null ? 0 : data.people - data.onLists;
  return (
    <div className={isStale ? classes.stale : undefined}>
      <Text fw={600} size="lg">
        {href === null || data.people === 0 ? (
          counted(data.people, 'person', 'people')
        ) : (
          <Anchor component={Link} href={href} inherit>
            {counted(data.people, 'person', 'people')}
          </Anchor>
        )}
      </Text>
      {off > 0 && (
        <Text size="sm" c="dimmed">
          {counted(off, 'of them is', 'of them are')} subscribed to no list, and no campaign reaches them.
        </Text>
      )}
    </div>
  );
}
