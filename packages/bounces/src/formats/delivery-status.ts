// Machine-readable delivery reports: RFC 3464, and RFC 6533 for addresses outside ASCII.
import { cleanAddress } from '../addresses.js';
import { Headers, readHeaders } from '../mime/headers.js';
import { type Cuts, limits } from '../mime/limits.js';
import { type Part, textOf, walk } from '../mime/parts.js';
import { cleanLine } from '../reply-words.js';
import type { ReportAction } from '../report.js';
import type { Found } from './found.js';

export interface DeliveryStatus {
  readonly reportingMta: string | null;
  readonly queueId: string | null;
  readonly recipients: readonly Found[];
  /** A recipient is named, but what stands there is more than an address: then nobody is guessed at. */
  readonly isGarbled: boolean;
}

const TYPES = /^message\/(?:global-)?delivery-?status$/;
const PER_RECIPIENT = ['action', 'status', 'diagnostic-code', 'remote-mta'] as const;
const ACTIONS: ReadonlySet<string> = new Set(['failed', 'delayed', 'delivered', 'relayed', 'expanded']);

/** The report of this mail itself; one inside an enclosed mail was somebody else's. */
export function readDeliveryStatus(mail: Part, cuts: Cuts): DeliveryStatus | null {
  for (const part of walk(mail)) {
    if (!part.isEnclosed && TYPES.test(part.type)) {
      // The charset of a global report is UTF-8 by definition (RFC 6533 §3).
      const status = readStatusText(textOf(part), cuts);
      if (status.recipients.length > 0 || status.isGarbled) return status;
    }
  }
  return isOfDelivery(mail) ? readMistyped(mail, cuts) : null;
}

function isOfDelivery({ type, parameters }: Part): boolean {
  return type === 'multipart/report' && /^(?:delivery-status)?$/i.test(parameters.get('report-type') ?? '');
}

/** A gateway on the way may have given the part another type; it still begins with the fields of RFC 3464 §2.2. */
function readMistyped(mail: Part, cuts: Cuts): DeliveryStatus | null {
  for (const part of mail.children) {
    if (part.isEnclosed || part.children.length > 0 || /rfc822-headers|disposition/.test(part.type)) continue;
    const text = textOf(part);
    if (!/^\s{0,20}(?:reporting-mta|(?:original|final)-recipient)[ \t]{0,4}:/i.test(text)) continue;
    const status = readStatusText(text, cuts);
    if (status.recipients.length > 0) return status;
  }
  return null;
}

/** Reads the fields wherever they stand in a text: some hosts write them into a plain body. */
export function readLooseStatus(text: string, cuts: Cuts): DeliveryStatus | null {
  const at = /(?:^|\n)[ \t]{0,8}(?:reporting-mta|original-recipient|final-recipient)[ \t]{0,4}:/i.exec(text)?.index;
  if (at === undefined) return null;
  const block = text
    .slice(at)
    .trimStart()
    .replace(/\n[ \t]{1,8}(?=[a-z-]{4,30}[ \t]{0,4}: )/gi, '\n');
  const status = readStatusText(block, cuts);
  return status.recipients.length > 0 ? status : null;
}

function readStatusText(text: string, cuts: Cuts): DeliveryStatus {
  const groups = fieldGroups(text, cuts);
  const perMessage = groups.find((group) => group.has('reporting-mta')) ?? new Headers();
  const recipients: Found[] = [];
  for (const group of groups) {
    if (recipients.length >= limits.recipients) {
      cuts.note('There are more recipients than are read.');
      break;
    }
    const recipient = readRecipient(group);
    if (recipient) recipients.push(recipient);
  }
  return {
    reportingMta: typed(perMessage.get('reporting-mta')),
    queueId: cleanLine(perMessage.get('x-postfix-queue-id') || perMessage.get('x-queue-id'), 100) || null,
    recipients,
    isGarbled: groups.some(isGarbled),
  };
}

/** Groups of fields between empty lines; a second Final-Recipient begins a new group where the empty line is missing. */
function fieldGroups(text: string, cuts: Cuts): Headers[] {
  const groups: Headers[] = [];
  const normal = text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    // A reply of several lines that was put behind Diagnostic-Code without being folded.
    .replace(/\n(?=[245]\d\d[ -])/g, '\n ');
  let at = 0;
  while (at < normal.length && groups.length < limits.recipients * 2) {
    while (normal[at] === '\n') at++;
    const { headers, bodyAt } = readHeaders(normal, at, normal.length, cuts);
    if (headers.size > 0 && !completes(groups.at(-1), headers)) groups.push(...splitRepeated(headers));
    // A line that is no field: go on behind it.
    at = bodyAt > at ? bodyAt : nextLine(normal, at);
  }
  return groups;
}

/** An empty line between the fields of one recipient: what follows, and names nobody, belongs to the one before. */
function completes(before: Headers | undefined, group: Headers): boolean {
  if (!before || !isOfRecipient(before) || isOfRecipient(group) || group.has('reporting-mta')) return false;
  for (const name of PER_RECIPIENT) if (!before.has(name)) for (const value of group.all(name)) before.add(name, value);
  return true;
}

function isOfRecipient(group: Headers): boolean {
  return group.has('final-recipient') || group.has('original-recipient') || group.has('x-actual-recipient');
}

function nextLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

function splitRepeated(group: Headers): Headers[] {
  const finals = group.all('final-recipient');
  if (finals.length < 2) return [group];
  return finals.map((_, index) => {
    const one = new Headers();
    for (const name of ['original-recipient', 'final-recipient', ...PER_RECIPIENT]) {
      const value = group.all(name)[index];
      if (value !== undefined) one.add(name, value);
    }
    return one;
  });
}

/** "a@b\r\nBcc: …", "a@b<script>": somebody tries what becomes of it. */
function isGarbled(group: Headers): boolean {
  return /@[^\s<>\\]{1,255}[\\<>][^\s\\]/.test(group.get('final-recipient'));
}

function readRecipient(group: Headers): Found | null {
  const originalRecipient = addressOf(group.get('original-recipient'));
  const finalRecipient = addressOf(group.get('final-recipient')) ?? addressOf(group.get('x-actual-recipient'));
  const address = originalRecipient ?? finalRecipient;
  if (address === null) return null;
  const word = /^[a-z]+/.exec(group.get('action').toLowerCase())?.[0] ?? '';
  return {
    address,
    originalRecipient,
    finalRecipient,
    action: ACTIONS.has(word) ? (word as ReportAction) : word.startsWith('fail') ? 'failed' : null,
    status: /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})\b/.exec(group.get('status'))?.[1] ?? null,
    diagnostic: group
      .all('diagnostic-code')
      .join(' ')
      .replace(/^\s*(?:smtp|x-[\w-]{1,30}|rfc\d+)\s*;\s*/i, ''),
    remoteMta: typed(group.get('remote-mta')),
  };
}

/** "rfc822; a@b" (RFC 3464 §2.1.2): the address, whatever stands around it. */
function addressOf(value: string): string | null {
  const bare = value.includes(';') ? value.slice(value.indexOf(';') + 1) : value;
  return cleanAddress(
    bare
      .replace(/^[ \t]{0,20}"[^"@]{0,120}"[ \t]{0,20}(?=<)/, '')
      .replace(/^[ \t"]*</, '<')
      .replace(/[ \t]\([^()]{0,120}\)[ \t]{0,20}$/, ''),
  );
}

/** "dns; host" without its type, or null. */
function typed(value: string): string | null {
  const name = cleanLine(value.includes(';') ? value.slice(value.indexOf(';') + 1) : value, 255);
  return name === '' ? null : name;
}
