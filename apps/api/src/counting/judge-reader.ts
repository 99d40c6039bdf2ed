// Person or machine: by how it asks, what it calls itself, and how soon after the message it comes.
import { isbot } from 'isbot';

export interface ReaderFacts {
  readonly kind: 'open' | 'click';
  readonly method: string;
  readonly userAgent: string | undefined;
  /** Seconds since the message was taken; "unknown" for a campaign without names, null when it is not known to be taken yet. */
  readonly secondsSinceAccepted: number | null | 'unknown';
}

export type MachineReason = 'head' | 'robot' | 'too_early' | 'proxy';

/** Filters look at a message while it is handed over, or right after. */
const TOO_EARLY_SECONDS = 10;

/** Load pictures for everybody, read or not: Gmail, Yahoo, and Apple's Mail Privacy Protection, which calls itself no more than this. */
const PICTURE_PROXY = /GoogleImageProxy|YahooMailProxy|^Mozilla\/5\.0$/i;

/** @returns why it looks like a machine, or null when it looks like a person */
export function judgeReader({ kind, method, userAgent, secondsSinceAccepted }: ReaderFacts): MachineReason | null {
  if (method === 'HEAD') return 'head';
  const name = userAgent?.trim() ?? '';
  if (kind === 'open' && PICTURE_PROXY.test(name)) return 'proxy';
  if (name === '' || isbot(name)) return 'robot';
  if (secondsSinceAccepted === 'unknown') return null;
  return secondsSinceAccepted === null || secondsSinceAccepted < TOO_EARLY_SECONDS ? 'too_early' : null;
}
