// Reads bounces written for people: finds who failed by the sentences in text-families.ts, and the words that say why.
import { addressesIn, cleanAddress } from '../addresses.js';
import { limits } from '../mime/limits.js';
import { type Found, found } from './found.js';
import { originalMarkers } from './original-markers.js';
import { introductions, sentences } from './text-families.js';

export interface TextBounce {
  readonly format: string;
  readonly recipients: readonly Found[];
  /** The part written for people, without the original message. */
  readonly human: string;
}

/** Addresses of the postal service itself are never the ones that failed. */
const SERVICE = /^(?:mailer-?daemon|postmaster|mail-?admin|abuse|support|helpdesk|root|noreply|no-reply)@/;
const MACHINE = /^(?:mailer-?daemon|noreply|no-reply)@/;
const DIAGNOSTIC_LINES = 40;
const DIAGNOSTIC_LENGTH = 2500;
/** "<a@b>", "  a@b:", "1. a@b (reason)", "'A B' <a@b> on 1 May": the address begins the line. */
const atLineStart =
  /^[ \t>*·•|-]{0,12}(?:\d{1,3}[.)][ \t]{1,4})?(?:["'][^"'<>@\n]{0,80}["'][ \t]{0,4})?(?:(?:to|recipient|user|failed|address|smtp|rcpt|mailbox)(?: (?:recipient|address|user))?[ \t]{0,3}[:=][ \t]{0,4})?["'(]?(?:mailto:|smtp:|rfc822;)?(<[^<>\s]{3,320}>|[^\s<>()'",;:]{1,128}@[^\s<>()'",;]{3,190})/i;

const loneAddress =
  /^[ \t>*•-]{0,12}(?:\d{1,3}[.)][ \t]{1,4})?<?[^\s<>()"',;:@]{1,64}@[^\s<>()"',;:@]{3,190}>?(?:[ \t]{0,8}[-:(].{0,200})?$/;
/** "<postmaster@b>:" or the address alone: then it is the one that failed, whatever its name. */
const plainAddress = /^[ \t]{0,8}(?:<[^<>\s]{3,320}>:?|[^\s<>()"',;:@]{1,64}@[^\s<>()"',;:@]{3,190}:?)(?:[ \t]|$)/;

export function readTextBounce(text: string): TextBounce | null {
  const lines = linesOf(text);
  const end = endOfHumanPart(lines);
  const human = lines.slice(0, end);
  const introduced = afterIntroduction(human);
  if (introduced && introduced.recipients.length > 0) return { ...introduced, human: human.join('\n') };
  const said = inSentences(human) ?? bracketedLines(human) ?? loneLines(human);
  if (said) return { ...said, human: human.join('\n') };
  return introduced ? { ...introduced, human: human.join('\n') } : null;
}

/** The words before the original message. */
export function humanPart(text: string): string {
  const lines = linesOf(text);
  return lines.slice(0, endOfHumanPart(lines)).join('\n');
}

/** What stands behind the marker of the original message, when it is written into the text. */
export function quotedOriginal(text: string): string {
  const lines = linesOf(text);
  return lines.slice(endOfHumanPart(lines)).join('\n');
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/, limits.lines).map((line) => line.slice(0, limits.lineBytes).trimEnd());
}

function endOfHumanPart(lines: readonly string[]): number {
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at]!.trim().toLowerCase().slice(0, 200);
    if (line !== '' && originalMarkers.some((marker) => marker.test(line))) return at;
  }
  return lines.length;
}

function afterIntroduction(lines: readonly string[]): { format: string; recipients: Found[] } | null {
  for (let at = 0; at < Math.min(lines.length, 200); at++) {
    const line = `${lines[at]!} ${(lines[at + 1] ?? '').trimStart()}`.trim().toLowerCase().slice(0, 400);
    const introduction = introductions.find(
      ({ pattern }) => pattern.test(lines[at]!.trim().toLowerCase()) || pattern.test(line),
    );
    if (!introduction) continue;
    const recipients = startingLines(lines, at + 1);
    if (recipients.length > 0) return { format: introduction.id, recipients };
  }
  return null;
}

function startingLines(lines: readonly string[], from: number): Found[] {
  const starts: { at: number; address: string; original: string | null }[] = [];
  for (let at = from; at < lines.length && starts.length < limits.recipients; at++) {
    const line = lines[at]!.slice(0, 600);
    const address = line.includes('@')
      ? (cleanAddress(atLineStart.exec(line)?.[1] ?? '') ?? hidden(line, lines[at - 1]))
      : null;
    if (address === null || isService(address, line)) continue;
    starts.push({ at, address, original: generatedFrom(`${line} ${lines[at + 1] ?? ''}`) });
  }
  const byAddress = new Map<string, Found>();
  for (const [index, { at, address, original }] of starts.entries()) {
    const until = Math.min(starts[index + 1]?.at ?? lines.length, at + DIAGNOSTIC_LINES);
    const words = lines.slice(at, until).join('\n').slice(0, DIAGNOSTIC_LENGTH);
    const before = byAddress.get(address);
    if (before)
      byAddress.set(address, { ...before, diagnostic: `${before.diagnostic}\n${words}`.slice(0, DIAGNOSTIC_LENGTH) });
    else
      byAddress.set(
        address,
        found(address, words, original === null ? {} : { originalRecipient: original, finalRecipient: address }),
      );
  }
  return [...byAddress.values()];
}

export function isServiceAddress(address: string): boolean {
  return SERVICE.test(address);
}

/** A postal address under an introduction is a recipient; in a line of words it is where to ask. */
function isService(address: string, line: string): boolean {
  return MACHINE.test(address) || (SERVICE.test(address) && !plainAddress.test(line));
}

/** A system that introduces nothing we know, but writes "<a@b>:" or "<a@b>" and the reason under it. */
function bracketedLines(lines: readonly string[]): { format: string; recipients: Found[] } | null {
  const at = lines.findIndex((line) =>
    /^[ \t]{0,8}(?:<[^<>\s]{3,320}>:?(?: |$)|[^\s<>@]{1,64}@[^\s<>@]{3,190} ?[-:] .{0,40}(?:no such|unknown|invalid|failed|full))/i.test(
      line,
    ),
  );
  const recipients = at < 0 ? [] : startingLines(lines, at);
  return recipients.length > 0 ? { format: 'lines', recipients } : null;
}

/** In whatever language it is introduced: a line that ends with a colon, and under it a line that is an address. */
function loneLines(lines: readonly string[]): { format: string; recipients: Found[] } | null {
  let before = '';
  for (const [at, line] of lines.slice(0, 200).entries()) {
    if (/[:：]$/.test(before) && loneAddress.test(line)) {
      const recipients = startingLines(lines, at);
      if (recipients.length > 0) return { format: 'lone-line', recipients };
    }
    if (line.trim() !== '') before = line.slice(-200);
  }
  return null;
}

/** Exim: "an undisclosed address", and where it came from on the next line. */
function hidden(line: string, before = ''): string | null {
  return before.includes('@') ? null : generatedFrom(line);
}

/** Exim: "(generated from a@b)"; Postfix and Sendmail: "(expanded from <a@b>)". That is the one we wrote to. */
function generatedFrom(line: string): string | null {
  const said = /\((?:ultimately )?(?:generated|expanded) from:? ?<?([^\s<>()]{3,320})>?\)/.exec(line);
  return said ? cleanAddress(said[1]!) : null;
}

function inSentences(lines: readonly string[]): { format: string; recipients: Found[] } | null {
  const text = lines.slice(0, 400).join('\n').slice(0, 40_000);
  const unwrapped = text.replace(/[ \t]*\n[ \t]*(?=\S)/g, ' ');
  for (const { id, pattern, inLines } of sentences) {
    const seen = new Map<string, Found>();
    for (const match of (inLines ? text : unwrapped).matchAll(pattern)) {
      const address = cleanAddress(match[1] ?? '');
      if (address === null || SERVICE.test(address) || !/\.[a-z0-9-]{2,}$|\]$/i.test(address)) continue;
      if (!seen.has(address)) seen.set(address, found(address, text.slice(0, DIAGNOSTIC_LENGTH)));
      if (seen.size >= limits.recipients) break;
    }
    if (seen.size > 0) return { format: `sentence/${id}`, recipients: [...seen.values()] };
  }
  return null;
}

/** A transcript of the SMTP session: RCPT TO and the refusal that follows it, or "554 <address>... why" (Sendmail). */
export function readTranscript(text: string): Found[] {
  const lines = linesOf(text).slice(0, 1000);
  const refused = new Map<string, Found>();
  for (const [at, line] of lines.entries()) {
    const named = /^[ \t]{0,8}[45]\d\d[ -](?:[45]\.\d\.\d{1,3} )?<([^<>\s]{3,320})>\.\.\. /.exec(line)?.[1];
    const address = named ?? /rcpt to: ?<([^<>\s]{3,320})>/i.exec(line)?.[1];
    const cleaned = address ? cleanAddress(address) : null;
    if (cleaned === null) continue;
    const answer = lines.slice(at, at + 8).join('\n');
    if (named !== undefined) refused.set(cleaned, refused.get(cleaned) ?? found(cleaned, wordsOfSendmail(lines, at)));
    else if (/(?:^|\n|<<<|in:|: )\s{0,4}[45]\d\d[ -]/i.test(answer.slice(line.length)) || /[45]\d\d[ -]/.test(line))
      refused.set(cleaned, found(cleaned, answer));
  }
  return [...refused.values()].slice(0, limits.recipients);
}

/** "554 <address>... 550 Host unknown" holds the reply; a general "Remote protocol error" stands under it. */
function wordsOfSendmail(lines: readonly string[], at: number): string {
  const inner = /\.\.\. ([45]\d\d .{1,400})$/.exec(lines[at]!)?.[1];
  return inner ?? lines.slice(Math.max(0, at - 6), at + 1).join('\n');
}

/** The addresses of a To line, where it is the only hint. */
export function addressesOfTo(values: readonly string[]): string[] {
  return addressesIn(values.join(', ').slice(0, 2000));
}
