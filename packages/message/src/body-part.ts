// One text body of a message: literal text encoded once, slots encoded per recipient and put between.
import { relaxedLines } from './dkim-canonical.js';
import { encodeBase64, encodeQuotedPrintable, SOFT_BREAK } from './quoted-printable.js';
import type { MergeValues, Part } from './template.js';

/** Whole lines of ASCII as they go over the wire, and as DKIM hashes them (RFC 6376 section 3.4.4). */
export interface Lines {
  readonly wire: string;
  readonly canonical: string;
}

export interface BodyPart {
  /** Content-Type and Content-Transfer-Encoding, each line ended with CRLF. */
  readonly headers: string;
  /** The encoded body for one recipient; literal text was made canonical once for all. */
  write(values: MergeValues): Lines;
}

/** Text that is mostly beyond ASCII is shorter, and read no worse by filters, as base64. */
const BASE64_SHARE = 0.25;

export function compileBody(subtype: 'plain' | 'html', parts: readonly Part[]): BodyPart {
  const literals = parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
  const octets = Buffer.from(literals);
  const beyondAscii = octets.reduce((count, octet) => count + (octet > 127 ? 1 : 0), 0);
  return beyondAscii > octets.length * BASE64_SHARE ? base64Body(subtype, parts) : quotedBody(subtype, parts);
}

function headersOf(subtype: string, encoding: string): string {
  return `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n`;
}

function quotedBody(subtype: string, parts: readonly Part[]): BodyPart {
  const slots: Slot[] = [];
  // Every piece but the last ends with a soft break, so each can be encoded without knowing its neighbours.
  const pieces = parts.map((part, at) => {
    const end = at === parts.length - 1 ? '\r\n' : SOFT_BREAK;
    return part.kind === 'literal' ? linesOf(encodeQuotedPrintable(part.text) + end) : numberIn(slots, part, end);
  });
  if (pieces.length === 0) pieces.push(linesOf('\r\n'));
  return {
    headers: headersOf(subtype, 'quoted-printable'),
    write(values) {
      const filled: Lines[] = [];
      let wire = '';
      let canonical = '';
      for (const piece of pieces) {
        let lines = piece;
        if (typeof lines === 'number') lines = filled[lines] ??= slotLines(slots[lines]!, values);
        wire += lines.wire;
        canonical += lines.canonical;
      }
      return { wire, canonical };
    },
  };
}

interface Slot {
  readonly render: (values: MergeValues) => string;
  readonly end: string;
}

/** A field that stands in many places is filled in once for each recipient. */
function numberIn(slots: Slot[], { render }: Pick<Slot, 'render'>, end: string): number {
  const known = slots.findIndex((slot) => slot.render === render && slot.end === end);
  return known === -1 ? slots.push({ render, end }) - 1 : known;
}

const slotLines = ({ render, end }: Slot, values: MergeValues) => linesOf(encodeQuotedPrintable(render(values)) + end);

/** Nearly all lines are canonical as they are. */
const NOT_CANONICAL = /\t| {2}| \r/;

function linesOf(wire: string): Lines {
  if (!NOT_CANONICAL.test(wire)) return { wire, canonical: wire };
  return { wire, canonical: Buffer.from(relaxedLines(Buffer.from(wire, 'latin1'))).toString('latin1') };
}

function base64Body(subtype: string, parts: readonly Part[]): BodyPart {
  return {
    headers: headersOf(subtype, 'base64'),
    write(values) {
      const text = parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values))).join('');
      const wire = encodeBase64(text);
      return { wire, canonical: wire };
    },
  };
}
