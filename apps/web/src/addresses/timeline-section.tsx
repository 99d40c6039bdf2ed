// Everything that happened to the address, newest first, through all campaigns and every deletion.
'use client';

import type { AddressPage } from '@doorstep/contracts';
import { SegmentedControl, Text } from '@mantine/core';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { EmptyState } from '../parts/empty-state';
import { Section } from '../parts/section';
import { useZone } from '../parts/zone';
import { byDay, timelineOf } from './timeline';
import classes from './timeline.module.css';
import { DeliveryItem, EventItem } from './timeline-items';

/** How many the API gives at once; older ones are left out and that is said. */
const SHOWN_DELIVERIES = 50;
const SHOWN_EVENTS = 100;

export function TimelineSection({ page }: { page: AddressPage }) {
  const [shown, setShown] = useQueryState(
    'show',
    parseAsStringLiteral(['all', 'mail', 'held', 'changes'] as const).withDefault('all'),
  );
  const days = byDay(timelineOf(page, shown), useZone());
  const proofs = new Set(page.verdict.evidenceIds);
  // What a link from elsewhere means stands here only once the story is there.
  useEffect(() => {
    const { hash } = window.location;
    if (hash.startsWith('#e-')) document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'center' });
  }, []);
  const isCut = page.deliveries.length >= SHOWN_DELIVERIES || page.events.length >= SHOWN_EVENTS;
  return (
    <Section
      title="What happened"
      isFlush
      aside={
        <SegmentedControl
          size="xs"
          aria-label="What to show"
          value={shown}
          onChange={(value) => void setShown(value as typeof shown)}
          data={[
            { value: 'all', label: 'Everything' },
            { value: 'mail', label: 'Mail' },
            { value: 'held', label: 'Held back' },
            { value: 'changes', label: 'Changes' },
          ]}
        />
      }
    >
      {days.length === 0 && (
        <EmptyState title={shown === 'all' ? 'Nothing happened yet' : 'Nothing of this kind'}>
          Every attempt of every campaign, what their server answered, what came back later and every change of the
          subscriber will stand here.
        </EmptyState>
      )}
      {days.map((group) => (
        <div className={classes.group} key={group.label}>
          <h3 className={classes.day}>{group.label}</h3>
          <ol className={classes.items}>
            {group.items.map((item) =>
              item.kind === 'event' ? (
                <EventItem key={item.event.id} event={item.event} isProof={proofs.has(item.event.id)} />
              ) : (
                <DeliveryItem
                  key={item.delivery.id}
                  delivery={item.delivery}
                  story={item.story}
                  at={item.at}
                  proofs={proofs}
                />
              ),
            )}
          </ol>
        </div>
      ))}
      {isCut && (
        <Text size="sm" c="dimmed" p="md">
          These are the newest {SHOWN_DELIVERIES} campaigns and {SHOWN_EVENTS} changes; older ones are kept.
        </Text>
      )}
    </Section>
  );
}
