// Whether somebody here may say when a suppression ends.
import type { Suppression } from '@doorstep/contracts';

/** Causes whose end is ours to set: what a reader asked for or complained of ends by her own wish. */
export const endsByHand = ({ cause, liftedAt }: Suppression): boolean =>
  liftedAt === null && (cause === 'manual' || cause === 'hard_bounce' || cause === 'soft_bounces');
