// Transfer encodings, charsets and encoded words: anything unknown falls back to Latin-1, nothing throws.
import { limits } from './limits.js';

/** Text of a body held as one sign per byte. */
export function decodeBody(body: string, transferEncoding: string, charset: string): string {
  const bytes = decodeTransfer(body.slice(0, limits.textBytes * 2), transferEncoding);
  return decodeCharset(bytes, charset).slice(0, limits.textBytes);
}

export function decodeTransfer(body: string, transferEncoding: string): Buffer {
  switch (transferEncoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
    case 'quoted-printable':
      return Buffer.from(
        body
          .replace(/=[ \t]{0,20}\n/g, '')
          .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );
    default:
      return Buffer.from(body, 'latin1');
  }
}

const decoders = new Map<string, TextDecoder | null>();

export function decodeCharset(bytes: Buffer, charset: string): string {
  const label = charset.trim().toLowerCase().slice(0, 40) || 'utf-8';
  const decoder = decoderFor(label);
  if (!decoder) return bytes.toString('latin1');
  const text = decoder.decode(bytes);
  // A body that names no charset, or the wrong one, and is not UTF-8 either.
  return label.startsWith('utf-8') || label === 'us-ascii'
    ? text.includes('\ufffd')
      ? bytes.toString('latin1')
      : text
    : text;
}

function decoderFor(label: string): TextDecoder | null {
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    try {
      // UTF-7 is not decoded on purpose: it can smuggle markup past whoever looks at the raw text.
      decoder = label === 'utf-7' ? null : new TextDecoder(label === 'us-ascii' || label === 'ascii' ? 'utf-8' : label);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      decoder = null; // a charset nobody knows
    }
    if (decoders.size < 100) decoders.set(label, decoder);
  }
  return decoder;
}

/** Decodes encoded words (RFC 2047) in a header value. */
export function decodeWords(value: string): string {
  const bounded = value.slice(0, limits.headerValueBytes);
  // RFC 6532: UTF-8 may stand in a header as it is; what is none stays Latin-1.
  const text =
    /[\u0080-\u00ff]/.test(bounded) && !/[^\u0000-\u00ff]/.test(bounded)
      ? decodeCharset(Buffer.from(bounded, 'latin1'), 'utf-8')
      : bounded;
  return text
    .replace(/(=\?[^?\s]{1,60}\?[bq]\?[^?\s]{0,2000}\?=)\s+(?==\?)/gi, '$1')
    .replace(
      /=\?([^?*\s]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?\s]{0,2000})\?=/gi,
      (_, charset: string, kind: string, body: string) =>
        decodeCharset(
          kind.toLowerCase() === 'b'
            ? decodeTransfer(body, 'base64')
            : decodeTransfer(body.replaceAll('_', ' '), 'quoted-printable'),
          charset,
        ),
    );
}
