// The body of a message as it goes over the wire: CRLF line ends alone, leading dots doubled, an end of line at the end.

const CR = 13;
const LF = 10;
const DOT = 46;

export interface WireForm {
  readonly bytes: Uint8Array;
  /** Some octet is above 127: only for hosts that offer 8BITMIME (RFC 6152). */
  readonly hasEightBit: boolean;
}

/**
 * Makes a body fit for DATA (RFC 5321 §2.3.8 and §4.5.2). Bare CR and bare LF become CRLF: what one host takes for the
 * end of a line and another does not is how messages are smuggled. A body that is fit already is given back as it is.
 */
export function wireForm(body: Uint8Array): WireForm {
  let bits = 0;
  let additions = 0;
  const { length } = body;
  for (let at = 0; at < length; at++) {
    const octet = body[at]!;
    bits |= octet;
    // Nearly all octets are above: every message is looked through, so this loop is hot.
    if (octet > DOT) continue;
    if (octet === LF) {
      if (body[at - 1] !== CR) additions++;
    } else if (octet === CR) {
      if (body[at + 1] !== LF) additions++;
    } else if (octet === DOT && (at === 0 || (body[at - 1] === LF && body[at - 2] === CR))) additions++;
  }
  const isEnded = length >= 2 && body[length - 1] === LF && body[length - 2] === CR;
  return { bytes: additions === 0 && isEnded ? body : mended(body, isEnded), hasEightBit: bits > 127 };
}

function mended(body: Uint8Array, isEnded: boolean): Uint8Array {
  // One octet may become three: a bare CR before a dot.
  const out = Buffer.allocUnsafe(body.length * 3 + 2);
  let length = 0;
  let isLineStart = true;
  const endLine = () => {
    out[length++] = CR;
    out[length++] = LF;
    isLineStart = true;
  };
  for (let at = 0; at < body.length; at++) {
    const octet = body[at]!;
    if (octet === CR) {
      if (body[at + 1] === LF) at++;
      endLine();
    } else if (octet === LF) {
      endLine();
    } else {
      if (octet === DOT && isLineStart) out[length++] = DOT;
      out[length++] = octet;
      isLineStart = false;
    }
  }
  if (!isEnded && !isLineStart) endLine();
  return out.subarray(0, length);
}
