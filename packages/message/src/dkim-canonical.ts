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

/** Canonical header fields by lower-case name in their order. */
export function canonicalFields(head: string): Map<string, string[]> {
  const fields = readHeaderFields(head);
  for (const [name, spelled] of fields) fields.set(name, spelled.map(canonicalHeader));
  return fields;
}

/** Section 3.4.2: lower-case name, unfolded, runs of blanks as one, none around the colon or at the end, no line end. */
export function canonicalHeader(field: string): string {
  const colon = field.indexOf(':');
  let value = field.slice(colon + 1);
  if (value.includes('\r\n')) value = value.replaceAll('\r\n', '');
  if (/\t| {2}/.test(value)) value = value.replace(/[ \t]+/g, ' ');
  value = value.trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** Section 3.4.4: runs of blanks as one, none at the end of a line, no empty lines at the end of the body. */
export function relaxedBody(body: Uint8Array): Uint8Array {
  const lines = relaxedLines(body);
  let end = lines.length;
  while (end >= 2 && lines[end - 1] === LF && lines[end - 2] === CR) end -= 2;
  if (end === 0) return lines.subarray(0, 0);
  if (end < lines.length) return lines.subarray(0, end + 2);
  return Buffer.concat([lines, Buffer.from('\r\n')]);
}

/**
 * The same line by line, without a look at the end of the body: what is put together of whole lines may be made
 * canonical line by line too.
 */
export function relaxedLines(lines: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(lines.length);
  let length = 0;
  let hasBlank = false;
  for (let at = 0; at < lines.length; at++) {
    const octet = lines[at]!;
    if (octet === SPACE || octet === TAB) {
      hasBlank = true;
    } else if (octet === CR && lines[at + 1] === LF) {
      hasBlank = false;
      out[length++] = CR;
      out[length++] = LF;
      at++;
    } else {
      if (hasBlank) out[length++] = SPACE;
      hasBlank = false;
      out[length++] = octet;
    }
  }
  return out.subarray(0, length);
}
