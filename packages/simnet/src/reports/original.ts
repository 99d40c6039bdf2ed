// The message a report speaks of, as far as a report quotes it.
import type { LateReport } from '../behaviour.js';

export interface Original {
  /** Envelope sender: where the report goes. */
  readonly mailFrom: string;
  readonly recipient: string;
  /** One sign per byte. */
  readonly raw: string;
  /** The host that accepted it. */
  readonly host: string;
  readonly acceptedAt: Date;
  /** The client's address. */
  readonly client: string;
  /** Under which id its host took it: what a report of that host names. */
  readonly queueId?: string;
}

export interface ReportFacts {
  readonly original: Original;
  readonly report: LateReport;
  readonly at: Date;
  /** Makes boundaries and message ids unlike any other. */
  readonly serial: number;
}

const longestCopy = 64 * 1024;

/** The header block without the empty line after it. */
export function headersOf(raw: string): string {
  const end = raw.indexOf('\r\n\r\n');
  return end < 0 ? raw : raw.slice(0, end + 2).trimEnd();
}

/** What is sent back of the message: whole (bounded) or its headers. */
export function copyOf(raw: string, returns: LateReport['returns']): string {
  return returns === 'full' ? raw.slice(0, longestCopy).trimEnd() : headersOf(raw);
}

/** The value of a header, unfolded; empty when it is missing. */
export function headerOf(raw: string, name: string): string {
  const found = new RegExp(`^${name}:[ \\t]*((?:.*)(?:\\r?\\n[ \\t].*)*)`, 'im').exec(headersOf(raw));
  return (found?.[1] ?? '').replace(/\r?\n[ \t]+/g, ' ').trim();
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** RFC 5322 date in UTC. */
export const mailDate = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

export const mail = (...lines: string[]): string => `${lines.join('\r\n')}\r\n`;
