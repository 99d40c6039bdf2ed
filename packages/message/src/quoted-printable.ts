// Quoted-printable (RFC 2045 section 6.7) and base64 of body text, in pieces that can be put together at any point.

const HEX = '0123456789ABCDEF';
const MAX_LINE = 76;
const DOT = 46;

/** What each octet looks like on the wire; space and tab are handled where a line ends. */
const SPELLING: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  const isPlain = (octet >= 33 && octet <= 126 && octet !== 61) || octet === 32 || octet === 9;
  return isPlain ? String.fromCharCode(octet) : `=${HEX[octet >> 4]}${HEX[octet & 15]}`;
});

/**
 * Encodes text as quoted-printable with lines of at most 76 characters. CR, LF and CRLF become CRLF.
 * The result begins at column 0 and may end in the middle of a line: follow it with SOFT_BREAK before another piece.
 */
export function encodeQuotedPrintable(text: string): string {
  if (NOTHING_TO_DO.test(text)) return text;
  return text
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join('\r\n');
}

/** Ends a piece without ending the line of the decoded text. */
export const SOFT_BREAK = '=\r\n';

/** Most values are: short, and nothing in them to encode. */
const NOTHING_TO_DO = /^(?:[!-\-/-<>-~](?:[ -<>-~]{0,73}[!-<>-~])?)?$/;

function encodeLine(line: string): string {
  if (NOTHING_TO_DO.test(line)) return line;
  const octets = Buffer.from(line, 'utf8');
  let wire = '';
  let column = 0;
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at]!;
    const isLast = at === octets.length - 1;
    let spelling = isLast && (octet === 32 || octet === 9) ? (octet === 32 ? '=20' : '=09') : SPELLING[octet]!;
    if (column + spelling.length > MAX_LINE - 1) {
      wire += SOFT_BREAK;
      column = 0;
    }
    // No line begins with a dot: nothing is left to be stuffed, and nothing a careless host could take for the end.
    if (column === 0 && octet === DOT) spelling = '=2E';
    wire += spelling;
    column += spelling.length;
  }
  return wire;
}

/** Encodes text as base64 in lines of 76 characters, CRLF between them and after the last. */
export function encodeBase64(text: string): string {
  const flat = Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'), 'utf8').toString('base64');
  return (flat.match(/.{1,76}/g) ?? []).map((line) => `${line}\r\n`).join('');
}
