// Base32 (RFC 4648 §6) in lower case without padding: survives mail systems that change the case of a local part.
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Writes bytes as lower-case base32 without padding: 8 signs for 5 bytes, spare bits zero. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

/** Reads base32 of either case; null for a foreign sign or spare bits that are not zero (one text per value, RFC 4648 §3.5). */
export function fromBase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const sign of text.toLowerCase()) {
    const value = alphabet.indexOf(sign);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  const spare = held & ((1 << bits) - 1);
  return spare === 0 && bits < 5 ? bytes : null;
}
