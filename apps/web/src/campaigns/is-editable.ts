// Which campaigns are still written, and which are reported on.
import type { Campaign } from '@doorstep/contracts';

/** Nothing of it is frozen yet: a draft, or one that was stopped before its audience was written down. */
export const isEditable = ({ state, plannedAt, tally }: Campaign): boolean =>
  state === 'draft' || (state === 'paused' && plannedAt === null && tally.audience === 0);
