// A TXT value as DNS holds it: in strings of at most 255 bytes (RFC 1035 section 3.3.14).

const MOST = 255;

/** For values of ASCII signs, which all of ours are. */
export function stringsOf(value: string): string[] {
  const strings: string[] = [];
  for (let at = 0; at < value.length; at += MOST) strings.push(value.slice(at, at + MOST));
  return strings;
}
