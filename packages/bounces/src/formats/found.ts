// What a format reader finds of one recipient, before it is classified.
import type { ReportAction } from '../report.js';

export interface Found {
  readonly address: string;
  readonly originalRecipient: string | null;
  readonly finalRecipient: string | null;
  readonly action: ReportAction | null;
  readonly status: string | null;
  /** The words that speak of this recipient. */
  readonly diagnostic: string;
  readonly remoteMta: string | null;
}

export function found(address: string, diagnostic: string, more: Partial<Found> = {}): Found {
  return {
    address,
    originalRecipient: null,
    finalRecipient: null,
    action: 'failed',
    status: null,
    remoteMta: null,
    ...more,
    diagnostic,
  };
}
