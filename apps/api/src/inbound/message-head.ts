// The subject of a raw message, for a list: bounded, decoded, one line without control characters.

const WORD = /=\?([\w-]+)(?:\*[\w-]+)?\?([bq])\?([^?\s]*)\?=/gi;

export function subjectOf(head: Uint8Array): string | null {
  const text =
    Buffer.from(head)
      .toString('latin1')
      .split(/\r?\n\r?\n/)[0] ?? '';
  const field = /(?:^|\n)subject:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)/i.exec(text)?.[1];
  if (field === undefined) return null;
  // RFC 2047 §6.2: blanks between two encoded words are not shown.
  const joined = field.replace(/\r?\n[ \t]+/g, ' ').replace(/\?=\s+=\?/g, '?==?');
  const shown = readable(
    joined.replace(WORD, (all, charset: string, kind: string, data: string) => decoded(charset, kind, data) ?? all),
  );
  return shown === '' ? null : shown;
}

function decoded(charset: string, kind: string, data: string): string | null {
  const bytes = /b/i.test(kind)
    ? Buffer.from(data, 'base64')
    : Buffer.from(
        data
          .replaceAll('_', ' ')
          .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return null; // a charset nobody knows: shown as it came
  }
}

const readable = (text: string) =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
    .slice(0, 300);
