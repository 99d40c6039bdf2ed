// One text body of a message: literal text encoded once, slots encoded per recipient and put between.
import { relaxedLines } from './dkim-canonical.js';
import { encodeBase64, encodeQuotedPrintable, SOFT_BREAK } from './quoted-printable.js';
import type { MergeValues, Part } from './template.js';

export interface BodyPart {
  /** Content-Type and Content-Transfer-Encoding, each line ended with CRLF. */
  readonly headers: string;
  /**
   * Appends the encoded body for one recipient, in pieces of whole lines.
   *
   * @param canonical gets the same lines as DKIM hashes them (RFC 6376 section 3.4.4): those of literal text are made once
   */
  write(into: Uint8Array[], values: MergeValues, canonical?: Uint8Array[]): void;
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
  // Every piece but the last ends with a soft break, so each can be encoded without knowing its neighbours.
  const pieces = parts.map((part, at) => {
    const end = at === parts.length - 1 ? '\r\n' : SOFT_BREAK;
    return part.kind === 'literal' ? literalLines(encodeQuotedPrintable(part.text) + end) : { part, end };
  });
  return {
    headers: headersOf(subtype, 'quoted-printable'),
    write(into, values, canonical) {
      for (const piece of pieces.length === 0 ? [literalLines('\r\n')] : pieces) {
        const lines = 'part' in piece ? slotLines(piece.part.render(values), piece.end) : piece.lines;
        into.push(lines);
        canonical?.push('part' in piece ? relaxedLines(lines) : piece.canonical);
      }
    },
  };
}

function literalLines(text: string): { readonly lines: Uint8Array; readonly canonical: Uint8Array } {
  const lines = Buffer.from(text, 'latin1');
  return { lines, canonical: relaxedLines(lines) };
}

const slotLines = (text: string, end: string) => Buffer.from(encodeQuotedPrintable(text) + end, 'latin1');

function base64Body(subtype: string, parts: readonly Part[]): BodyPart {
  return {
    headers: headersOf(subtype, 'base64'),
    write(into, values, canonical) {
      const text = parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values))).join('');
      const lines = Buffer.from(encodeBase64(text), 'latin1');
      into.push(lines);
      canonical?.push(lines);
    },
  };
}
