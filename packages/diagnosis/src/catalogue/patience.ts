// Catalogue: nothing is wrong, nothing is known yet, or nobody can tell.
import type { CatalogueRow } from '../verdict.js';
import { hasCategory } from './recipient.js';

export const patience: readonly CatalogueRow[] = [
  {
    cause: 'asked_to_slow_down',
    side: 'nobody_yet',
    applies: (facts) => facts.trouble?.result === 'waiting' && hasCategory('rate_limited')(facts),
    certainty: () => 'certain',
  },
  {
    cause: 'greylisted',
    side: 'nobody_yet',
    applies: (facts) => facts.trouble?.result === 'waiting' && hasCategory('greylist')(facts),
    certainty: () => 'certain',
  },
  {
    cause: 'still_trying',
    side: 'nobody_yet',
    applies: ({ trouble }) => trouble?.result === 'waiting',
    certainty: () => 'likely',
  },
  { cause: 'unclear', side: 'nobody_yet', applies: ({ trouble }) => trouble !== null, certainty: () => 'unclear' },
  {
    cause: 'in_doubt',
    side: 'nobody_yet',
    applies: ({ latest }) => latest?.result === 'in_doubt',
    certainty: () => 'unclear',
  },
  {
    cause: 'accepted_everywhere',
    side: 'nobody_yet',
    applies: ({ trials }) => trials.length > 0 && trials.every((trial) => trial.result === 'accepted'),
    certainty: () => 'likely',
  },
  { cause: 'recovered', side: 'nobody_yet', applies: ({ trials }) => trials.length > 0, certainty: () => 'certain' },
  { cause: 'not_tried', side: 'nobody_yet', applies: () => true, certainty: () => 'certain' },
];
