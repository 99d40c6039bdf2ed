// Finds and cleans the addresses a report names: lower-cased, bounded, nothing but an address.

// Signs of East Asian writing that stand where a colon, a comma or a bracket does.
const wide = '\\u3000-\\u303f\\uff08\\uff09\\uff0c\\uff1a\\uff1b\\uff1c\\uff1e';
const atom = `[^\\s<>()\\[\\]\\\\,;:@"\\u0000-\\u001f\\u007f-\\u00a0${wide}]`;
const domain = '[a-z0-9\\u00a1-\\uffff_-]{1,63}(?:\\.[a-z0-9\\u00a1-\\uffff_-]{1,63}){0,10}|\\[[0-9a-f.:]{3,45}\\]';
const whole = new RegExp(`^(?:${atom}{1,128}|"[^"\\r\\n\\u0000-\\u001f]{1,126}")@(?:${domain})$`, 'i');
const inText = new RegExp(`(?:"[^"\\n@]{1,64}"|(?<![^\\s<>()\\[\\],;:"'=|${wide}])${atom}{1,128})@(?:${domain})`, 'gi');

/**
 * Brings what a field or a line gives into the form of an address.
 * @returns lower-cased address, or null for what is none ("postmaster", "a@b\r\nBcc: c@d")
 */
export function cleanAddress(given: string): string | null {
  let text = given.trim().slice(0, 400);
  const angle = /<([^<>]{1,320})>/.exec(text);
  if (angle && !text.startsWith('"')) text = angle[1]!.trim();
  text = text
    .replace(/^(?:mailto|smtp|rfc822|rfc\/822|utf-8|x-\w{1,20})[;:]\s*/i, '')
    .replace(/^<|>$/g, '')
    .replace(/^['`(]+|['`).,:;]+$/g, '')
    .replace(/\\x\{([0-9a-f]{1,6})\}/gi, (_, hex: string) => unicode(hex));
  // "ann...@" is an address that was made unreadable on purpose.
  if (/(?:\.\.\.|…)@/.test(text)) return null;
  return text.length <= 254 && whole.test(text) && text.isWellFormed() ? text.toLowerCase() : null;
}

/** RFC 6533 §3: \x{HEX} stands for a character outside ASCII. */
function unicode(hex: string): string {
  const point = Number.parseInt(hex, 16);
  return point >= 0xa1 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : '\\';
}

/** All addresses in a piece of text, in order, each once. */
export function addressesIn(text: string): string[] {
  const found = new Set<string>();
  for (const [match] of text.slice(0, 8192).matchAll(inText)) {
    const address = cleanAddress(match.replace(/^mailto:/i, ''));
    if (address !== null && hasDomain(address)) found.add(address);
    if (found.size >= 100) break;
  }
  return [...found];
}

/** In running text only a name with a dot counts as a domain. */
function hasDomain(address: string): boolean {
  const name = address.slice(address.lastIndexOf('@') + 1);
  return name.includes('.') && !name.endsWith('.') && !/\.(?:png|gif|jpe?g|eml|txt|html?)$/.test(name);
}
