// A raw mail as text for the screen: decoded as well as it goes, bounded, with nothing in it that acts on a reader or a terminal.

/** Signs shown of one mail: enough for every report, little enough for a page. */
const MAX_BYTES = 256 * 1024;

export function rawAsText(raw: Uint8Array): { readonly text: string; readonly isCut: boolean } {
  const bytes = raw.subarray(0, MAX_BYTES);
  return { text: harmless(decoded(bytes)), isCut: raw.length > MAX_BYTES };
}

/** UTF-8 where it is that; a sign that is cut in two at the end does not count against it. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function harmless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (sign) => String.fromCodePoint(0x2400 + sign.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
    .toWellFormed();
}
