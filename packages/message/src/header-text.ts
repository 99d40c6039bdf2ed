// Header values: one line, folded, non-ASCII as encoded words (RFC 2047), display names quoted (RFC 5322).

const MAX_CHARACTERS = 2_000;

/** What has to be made clean; most values are. */
const UNCLEAN = /[\0-\x1f\x7f-\x9f\u2028\u2029]|[^\S ]| {2}|^ | $/;

/** Makes any value a single clean line: controls, CR, LF, NUL and line separators become one space. */
export function singleLine(value: string): string {
  const wellFormed = value.toWellFormed();
  const clean = UNCLEAN.test(wellFormed)
    ? wellFormed.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\s]+/g, ' ').trim()
    : wellFormed;
  return clean.length > MAX_CHARACTERS ? clean.slice(0, MAX_CHARACTERS).toWellFormed() : clean;
}

/**
 * Encodes unstructured text such as a subject.
 *
 * @param nameLength length of the header name with its colon and space; the first line is that much shorter
 */
export function encodeText(value: string, nameLength: number): string {
  const text = singleLine(value);
  return isPlain(text) ? fold(text, nameLength) : encodeWords(text, nameLength);
}

/** Encodes a display name before `<address>`: atom text as it is, other ASCII quoted, the rest as encoded words. */
export function encodePhrase(value: string, nameLength: number): string {
  const text = singleLine(value).slice(0, 200);
  if (!isPlain(text)) return encodeWords(text, nameLength);
  return /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$/.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && !/\S{200}/.test(text);
}

function fold(text: string, nameLength: number): string {
  let folded = '';
  let column = nameLength;
  for (const [at, word] of text.split(' ').entries()) {
    if (at > 0) {
      const breaks = column + 1 + word.length > 76;
      folded += breaks ? '\r\n ' : ' ';
      column = breaks ? 1 : column + 1;
    }
    folded += word;
    column += word.length;
  }
  return folded;
}

/** RFC 2047: a word is at most 75 characters, a line with words at most 76, no character split over two words. */
function encodeWords(value: string, nameLength: number): string {
  const text = value.toWellFormed();
  let words = '';
  let begin = 0;
  let bytes = 0;
  let room = Math.floor((76 - nameLength - 12) / 4) * 3;
  const end = (at: number) => {
    if (at > begin)
      words += `${words === '' ? '' : '\r\n '}=?UTF-8?B?${Buffer.from(text.slice(begin, at)).toString('base64')}?=`;
    begin = at;
    bytes = 0;
    room = 45;
  };
  for (let at = 0; at < text.length; ) {
    const character = text.codePointAt(at)!;
    const more = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    if (bytes + more > room) end(at);
    bytes += more;
    at += character < 0x10000 ? 1 : 2;
  }
  end(text.length);
  return words;
}
