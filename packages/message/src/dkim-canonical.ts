// The relaxed canonicalisation of DKIM (RFC 6376 section 3.4), over octets where it is hot.

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** @throws Error when no empty line ends the header */
export function splitMessage(message: Uint8Array): { head: string; body: Uint8Array } {
  const octets = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const end = octets.indexOf('\r\n\r\n');
  if (end === -1) throw new Error('A message without end of header can not be signed.');
  return { head: octets.toString('latin1', 0, end), body: octets.subarray(end + 4) };
}

/** Header fields as they are spelled, folds included, by lower-case name in their order. */
export function readHeaderFields(head: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const field of head.split(/\r\n(?![ \t])/)) {
    const name = field.slice(0, field.indexOf(':')).trim().toLowerCase();
    const before = fields.get(name);
    if (before) before.push(field);
    else fields.set(name, [field]);
  }
  return fields;
}

/** Section 3.4.2: lower-case name, unfolded, runs of blanks as one, none around the colon or at the end. */
export function canonicalHeader(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** Section 3.4.4: runs of blanks as one, none at the end of a line, no empty lines at the end of the body. */
export function relaxedBody(body: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(body.length + 2);
  let length = 0;
  let contentEnd = 0;
  let hasBlank = false;
  for (let at = 0; at < body.length; at++) {
    const octet = body[at]!;
    if (octet === SPACE || octet === TAB) {
      hasBlank = true;
    } else if (octet === CR && body[at + 1] === LF) {
      hasBlank = false;
      out[length++] = CR;
      out[length++] = LF;
      at++;
    } else {
      if (hasBlank) out[length++] = SPACE;
      hasBlank = false;
      out[length++] = octet;
      contentEnd = length;
    }
  }
  if (contentEnd === 0) return out.subarray(0, 0);
  out[contentEnd] = CR;
  out[contentEnd + 1] = LF;
  return out.subarray(0, contentEnd + 2);
}
