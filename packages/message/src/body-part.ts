// One text body of a message: literal text encoded once, slots encoded per recipient and put between.
import { type Lines, linesOf, wireOf } from './lines.js';
import { encodeBase64, encodeQuotedPrintable, SOFT_BREAK } from './quoted-printable.js';
import type { MergeValues, Part } from './template.js';

export interface BodyPart {
  /** Content-Type and Content-Transfer-Encoding, each line ended with CRLF. */
  readonly headers: string;
  /** Adds the encoded body for one recipient; literal text was encoded and made canonical once for all. */
  fill(values: MergeValues, into: Lines[]): void;
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
    fill(values, into) {
      const filled = slots.map((slot) => slotLines(slot, values));
      for (const piece of pieces) into.push(typeof piece === 'number' ? filled[piece]! : piece);
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

function base64Body(subtype: string, parts: readonly Part[]): BodyPart {
  return {
    headers: headersOf(subtype, 'base64'),
    fill(values, into) {
      const text = parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values))).join('');
      into.push(linesOf(encodeBase64(text)));
    },
  };
}

/** A body that is the same for everybody, as it goes over the wire. */
export function fixedBody(subtype: 'plain' | 'html', text: string): { headers: string; wire: Buffer } {
  const body = compileBody(subtype, [{ kind: 'literal', text }]);
  const lines: Lines[] = [];
  body.fill({}, lines);
  return { headers: body.headers, wire: wireOf(lines) };
}
