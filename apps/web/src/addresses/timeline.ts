// One story of an address: what each campaign met and what happened in between, newest first, day by day.
import type { AddressDelivery, AddressEventView, AddressPage, AttemptView, ReturnView } from '@doorstep/contracts';
import { day } from '../parts/time-words';

export type Happening =
  | { readonly kind: 'attempt'; readonly at: Date; readonly attempt: AttemptView; readonly number: number }
  | { readonly kind: 'return'; readonly at: Date; readonly returned: ReturnView };

export type TimelineItem =
  | { readonly kind: 'delivery'; readonly at: Date; readonly delivery: AddressDelivery; readonly story: Happening[] }
  | { readonly kind: 'event'; readonly at: Date; readonly event: AddressEventView };

export interface TimelineDay {
  readonly label: string;
  readonly items: TimelineItem[];
}

/** held: what a suppression kept back */
export type Shown = 'all' | 'mail' | 'held' | 'changes';

/** A uuid v7 carries its time of creation in its first 48 bits; null for any other id. */
export function timeOfId(id: string): Date | null {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7/i.test(id)
    ? new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
    : null;
}

/** Attempts and returned messages of one delivery, newest first; attempts keep their number. */
export function storyOf(delivery: AddressDelivery): Happening[] {
  const attempts = [...delivery.attempts].sort((a, b) => a.begunAt.localeCompare(b.begunAt));
  const story: Happening[] = [
    ...attempts.map((attempt, index) => ({
      kind: 'attempt' as const,
      at: new Date(attempt.begunAt),
      attempt,
      number: index + 1,
    })),
    ...delivery.returns.map((returned) => ({ kind: 'return' as const, at: new Date(returned.receivedAt), returned })),
  ];
  return story.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** When a campaign reached the address: its first attempt, or its plan when nothing was ever tried. */
function beginOf(delivery: AddressDelivery, story: readonly Happening[]): Date {
  return story.at(-1)?.at ?? timeOfId(delivery.id) ?? new Date(0);
}

/** Events and deliveries in one row, newest first. What came back late stays with its campaign. */
export function timelineOf(page: Pick<AddressPage, 'deliveries' | 'events'>, shown: Shown): TimelineItem[] {
  const deliveries = shown === 'held' ? page.deliveries.filter(({ state }) => state === 'suppressed') : page.deliveries;
  const mail = deliveries.map((delivery) => {
    const story = storyOf(delivery);
    return { kind: 'delivery' as const, at: beginOf(delivery, story), delivery, story };
  });
  const changes = page.events.map((event) => ({ kind: 'event' as const, at: new Date(event.at), event }));
  const items: TimelineItem[] = [
    ...(shown === 'changes' ? [] : mail),
    ...(shown === 'mail' || shown === 'held' ? [] : changes),
  ];
  return items.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** The same under the names of their days in the reader's zone. */
export function byDay(items: readonly TimelineItem[], timeZone: string): TimelineDay[] {
  const days: TimelineDay[] = [];
  for (const item of items) {
    const label = day(item.at, timeZone);
    const last = days.at(-1);
    if (last?.label === label) last.items.push(item);
    else days.push({ label, items: [item] });
  }
  return days;
}
