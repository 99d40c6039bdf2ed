// One text body of a message: literal text encoded once, slots encoded per recipient and put between.
import { encodeBase64, encodeQuotedPrintable, SOFT_BREAK } from './quoted-printable.js';
import type { MergeValues, Part } from './template.js';

export interface BodyPart {
  /** Content-Type and Content-Transfer-Encoding, each line ended with CRLF. */
  readonly headers: string;
  /** Appends the encoded body for one recipient; it ends with CRLF. */
  write(into: Uint8Array[], values: MergeValues): void;
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
    return part.kind === 'literal' ? Buffer.from(encodeQuotedPrintable(part.text) + end, 'latin1') : { part, end };
  });
  return {
    headers: headersOf(subtype, 'quoted-printable'),
    write(into, values) {
      if (pieces.length === 0) into.push(Buffer.from('\r\n'));
      for (const piece of pieces) {
        if (piece instanceof Uint8Array) into.push(piece);
        else into.push(Buffer.from(encodeQuotedPrintable(piece.part.render(values)) + piece.end, 'latin1'));
      }
    },
  };
}

function base64Body(subtype: string, parts: readonly Part[]): BodyPart {
  return {
    headers: headersOf(subtype, 'base64'),
    write(into, values) {
      const text = parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values))).join('');
      into.push(Buffer.from(encodeBase64(text), 'latin1'));
    },
  };
}
