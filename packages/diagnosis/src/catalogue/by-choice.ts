// Catalogue: we do not send, or the reader asked us to stop.
import type { Facts } from '../facts.js';
import type { CatalogueRow } from '../verdict.js';

/** A person needs longer than this to open a message, read it and unsubscribe. */
const SCANNER_SECONDS = 60;

export const byChoice: readonly CatalogueRow[] = [
  {
    cause: 'held_back',
    side: 'us_by_choice',
    applies: ({ suppression }) => suppression !== null,
    certainty: () => 'certain',
  },
  {
    cause: 'scanner_unsubscribed',
    side: 'her_server',
    applies: (facts) => hasLeftEveryList(facts) && wasUnsubscribedInstantly(facts),
    certainty: () => 'likely',
  },
  {
    cause: 'unsubscribed',
    side: 'us_by_choice',
    applies: hasLeftEveryList,
    certainty: () => 'certain',
  },
  {
    cause: 'complained',
    side: 'us_by_choice',
    applies: ({ trouble }) => trouble?.category === 'complaint',
    certainty: () => 'certain',
  },
];

function hasLeftEveryList({ evidence: { memberships } }: Facts): boolean {
  return (
    memberships.some((one) => one.status === 'unsubscribed') && memberships.every((one) => one.status !== 'subscribed')
  );
}

function wasUnsubscribedInstantly({ evidence: { events, deliveries } }: Facts): boolean {
  return events
    .filter((event) => event.kind === 'unsubscribed')
    .some((event) =>
      deliveries.some((delivery) => {
        if (delivery.acceptedAt === null) return false;
        const seconds = (event.at.getTime() - delivery.acceptedAt.getTime()) / 1000;
        return seconds >= 0 && seconds <= SCANNER_SECONDS;
      }),
    );
}
