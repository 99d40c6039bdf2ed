// Base32 (RFC 4648 §6) in lower case without padding: survives mail systems that change the case of a local part.
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Two signs for ten bits. */
const pairs = Array.from({ length: 1024 }, (_, bits) => `${alphabet[bits >> 5]}${alphabet[bits & 31]}`);

/** Writes bytes as lower-case base32 without padding: 8 signs for 5 bytes, spare bits zero. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (let at = 0; at < bytes.length; at++) {
    held = ((held << 8) | bytes[at]!) & 0x3ffff;
    bits += 8;
    if (bits < 10) continue;
    bits -= 10;
    text += pairs[(held >> bits) & 1023];
  }
  if (bits > 5) return text + pairs[(held << (10 - bits)) & 1023];
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
