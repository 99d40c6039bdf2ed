// Lists of people no campaign may mail, as other programs write them: plain lines, listmonk, Mailchimp, Amazon SES, our own.
import { parseAddress, toAsciiDomain } from './address.js';
import { readCells } from './cells.js';
import type { SuppressionCause } from './words.js';

export type SuppressionFormat = 'plain' | 'doorstep' | 'listmonk' | 'mailchimp' | 'ses';

export interface SuppressionLine {
  readonly line: number;
  /** Exactly one of the two. */
  readonly address: { readonly normalized: string; readonly spelling: string; readonly domainName: string } | null;
  readonly domainName: string | null;
  readonly cause: SuppressionCause;
}

export interface UnreadableLine {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

export interface SuppressionFile {
  readonly format: SuppressionFormat;
  readonly lines: readonly SuppressionLine[];
  readonly unreadable: readonly UnreadableLine[];
  /** Rows that name nobody who is stopped: subscribers in good standing of a listmonk export. */
  readonly passedOver: number;
}

/** A row before its address is read; null cause: passed over. */
interface Entry {
  readonly line: number;
  readonly who: string;
  readonly cause: SuppressionCause | null;
}

const CAUSES: ReadonlySet<string> = new Set(['hard_bounce', 'soft_bounces', 'complaint', 'manual', 'unsubscribed_all']);

/** Reads any of the formats; which one is seen by its first line. Nothing in it is trusted. */
export function readSuppressions(text: string): SuppressionFile {
  const bare = text.replace(/^\uFEFF/, '');
  const [format, entries] = /^\s*[[{]/.test(bare) ? (['ses', ofJson(bare)] as const) : ofCells(readCells(bare));
  const lines: SuppressionLine[] = [];
  const unreadable: UnreadableLine[] = [];
  let passedOver = 0;
  for (const { line, who, cause } of entries) {
    if (cause === null) passedOver++;
    else {
      const read = readWho(who);
      if ('reason' in read) unreadable.push({ line, text: who.slice(0, 200), reason: read.reason });
      else lines.push({ line, cause, ...read });
    }
  }
  return { format, lines: once(lines), unreadable, passedOver };
}

function once(lines: readonly SuppressionLine[]): SuppressionLine[] {
  const seen = new Map<string, SuppressionLine>();
  for (const line of lines) {
    const key = `${line.address?.normalized ?? `@${line.domainName}`} ${line.cause}`;
    if (!seen.has(key)) seen.set(key, line);
  }
  return [...seen.values()];
}

type Who = Pick<SuppressionLine, 'address' | 'domainName'> | { readonly reason: string };

/** `ada@example.org`, or a whole domain as `@example.org`, `*@example.org` or `example.org`. */
export function readWho(text: string): Who {
  const given = text.trim();
  const domain = /^(?:\*?@)?([^@\s]+\.[^@\s]+)$/.exec(given)?.[1];
  if (domain !== undefined) {
    const domainName = toAsciiDomain(domain);
    if (domainName !== null) return { address: null, domainName };
  }
  const parsed = parseAddress(given);
  if (!parsed.isValid) return { reason: parsed.reason };
  const { normalized, spelling, domainName } = parsed;
  return { address: { normalized, spelling, domainName }, domainName: null };
}

/** `aws sesv2 list-suppressed-destinations`, whole or its array alone. */
function ofJson(text: string): Entry[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return [{ line: 1, who: text.slice(0, 80), cause: 'manual' }]; // told as a line that cannot be read
  }
  const rows = Array.isArray(given)
    ? given
    : (given as { SuppressedDestinationSummaries?: unknown }).SuppressedDestinationSummaries;
  if (!Array.isArray(rows)) return [{ line: 1, who: text.slice(0, 80), cause: 'manual' }];
  return rows.map((row: { EmailAddress?: unknown; Reason?: unknown }, at) => ({
    line: at + 1,
    who: String(row?.EmailAddress ?? ''),
    cause: ofSesReason(String(row?.Reason ?? '')),
  }));
}

const ofSesReason = (reason: string): SuppressionCause =>
  /complaint/i.test(reason) ? 'complaint' : /bounce/i.test(reason) ? 'hard_bounce' : 'manual';

type Cells = ReturnType<typeof readCells>;

function ofCells(rows: Cells): readonly [SuppressionFormat, Entry[]] {
  const head = (rows[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const body = rows.slice(1);
  const at = (...names: string[]) => head.findIndex((cell) => names.includes(cell));
  const entries = (column: number, causeOf: (cell: (index: number) => string) => SuppressionCause | null) =>
    body.map(({ line, cells }) => ({
      line,
      who: cells[column] ?? '',
      cause: causeOf((index) => cells[index]?.trim() ?? ''),
    }));
  const cause = at('cause');
  if (cause >= 0 && at('address') >= 0)
    return [
      'doorstep',
      entries(at('address'), (cell) => (CAUSES.has(cell(cause)) ? (cell(cause) as SuppressionCause) : 'manual')),
    ];
  if (at('emailaddress') >= 0) return ['ses', entries(at('emailaddress'), (cell) => ofSesReason(cell(at('reason'))))];
  if (at('email address') >= 0) return ['mailchimp', entries(at('email address'), mailchimpCause(at))];
  if (at('email') >= 0) {
    const status = at('status');
    // listmonk: an export of subscribers tells who is blocklisted; a list of the blocklist itself has no status.
    return [
      'listmonk',
      entries(at('email'), (cell) =>
        status < 0 || /^blocklisted$|^blacklisted$/i.test(cell(status)) ? 'manual' : null,
      ),
    ];
  }
  const isBulkSes = rows.some(({ cells }) => /^(BOUNCE|COMPLAINT)$/i.test(cells[1]?.trim() ?? ''));
  const plain = rows
    .filter(({ cells }) => cells[0]?.trim() !== '' && !/^(#|address$)/i.test(cells[0]?.trim() ?? ''))
    .map(({ line, cells }) => ({
      line,
      who: cells[0] ?? '',
      cause: isBulkSes ? ofSesReason(cells[1] ?? '') : ('manual' as const),
    }));
  return [isBulkSes ? 'ses' : 'plain', plain];
}

function mailchimpCause(at: (...names: string[]) => number) {
  const [clean, unsubscribed, why] = [at('clean_time'), at('unsub_time'), at('unsub_reason')];
  return (cell: (index: number) => string): SuppressionCause => {
    if (/spam|abuse/i.test(cell(why))) return 'complaint';
    if (clean >= 0) return 'hard_bounce';
    return unsubscribed >= 0 ? 'unsubscribed_all' : 'manual';
  };
}
