// What was found out about the delivery a report belongs to.
import type { ReportRecipient } from '@doorstep/bounces';
import type { ReturnedDelivery } from '@doorstep/database';

export type Match =
  | {
      readonly kind: 'matched';
      readonly delivery: ReturnedDelivery;
      readonly recipient: ReportRecipient | null;
      readonly agreement: 'named' | 'forwarded' | 'guessed';
      /** What a person should know about how it was matched; null when there is nothing. */
      readonly note: string | null;
    }
  | {
      readonly kind: 'unmatched';
      /** Deliveries whose tokens it carries, though it may not count for them: what a person may look at first. */
      readonly hints: readonly string[];
      readonly note: string;
    };
