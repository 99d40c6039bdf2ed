// A TXT record as a zone file wants it: strings of at most 255 octets, quoted.
const MOST_OCTETS = 255;

/**
 * Cuts a value into the character-strings of one TXT record (RFC 1035 section 3.3.14); receivers join them without a
 * blank (RFC 6376 section 3.6.2.2).
 *
 * @param value ASCII, as all records of ours are
 */
export function txtStrings(value: string): string[] {
  const strings: string[] = [];
  for (let at = 0; at < value.length || strings.length === 0; at += MOST_OCTETS)
    strings.push(value.slice(at, at + MOST_OCTETS));
  return strings;
}

/** The record as a line of a zone file (RFC 1035 section 5.1): absolute name, strings quoted, brackets around several. */
export function zoneLine(name: string, value: string): string {
  const quoted = txtStrings(value).map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
  return `${name}. IN TXT ${quoted.length === 1 ? quoted[0] : `( ${quoted.join(' ')} )`}`;
}
