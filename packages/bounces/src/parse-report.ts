// Reads a mail of the bounce mailbox: what kind it is, whom it speaks of, why.
import type { Report } from './report.js';

/** Reads a raw mail. */
export function parseReport(raw: Uint8Array): Report {
  throw new Error(`reading reports is not written yet (${raw.length} bytes)`);
}
