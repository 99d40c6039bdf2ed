// Phrases of own rules: literal words with "*" for anything between them, found in time linear in the reply.
import { withoutNames, wordsOf } from '../reply-words.js';

export interface Phrase {
  /** The literal pieces between the wildcards, in the form replies are brought into. */
  readonly pieces: readonly string[];
}

/** Where a phrase was found: first sign and the sign after the last one, in the words it was tried on. */
export interface FoundPhrase {
  readonly from: number;
  readonly to: number;
}

/** Counts comparisons of signs, so that a test can show how the work grows. */
export interface Steps {
  count: number;
}

interface Piece {
  readonly text: string;
  /** Knuth-Morris-Pratt: how much of the piece still fits when its next sign does not. */
  readonly falls: Int32Array;
}

export type CompiledPhrase = (words: string, steps?: Steps) => FoundPhrase | null;

/** Words of Postfix that are told apart by what follows them, which is behind a wildcard here (reply-words.ts). */
const checkedWhat = /\brecipient address(?:es)? rejected ?:$/;

/** What a blanked address, host or number leaves: alone it would fit every reply that names anything. */
const blank = /\b(?:x@x|host x|x)\b/g;

/**
 * Brings a phrase into the form replies are brought into (lower case, one line, names of people and hosts taken out),
 * so that a reply pasted as it came fits itself.
 *
 * @returns null for a phrase with fewer than three letters or digits left: it would fit nearly everything
 */
export function readPhrase(text: string): Phrase | null {
  const pieces = text
    .split('*')
    .map((piece) => withoutNames(wordsOf(piece)).replace(checkedWhat, 'at rcpt:'))
    .filter((piece) => piece !== '');
  const telling =
    pieces
      .join(' ')
      .replace(blank, '')
      .match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return telling < 3 ? null : { pieces };
}

/**
 * Compiles a phrase once. The pieces are looked for one after the other, each from where the one before ended; each
 * sign of the reply is passed at most twice (Knuth-Morris-Pratt), whatever the phrase and the reply are.
 */
export function compilePhrase({ pieces }: Phrase): CompiledPhrase {
  const compiled = pieces.map(compilePiece);
  return (words, steps = { count: 0 }) => {
    let at = 0;
    let from = 0;
    for (const [index, piece] of compiled.entries()) {
      const end = endOf(piece, words, at, steps);
      if (end === -1) return null;
      if (index === 0) from = end - piece.text.length;
      at = end;
    }
    return { from, to: at };
  };
}

function compilePiece(text: string): Piece {
  const falls = new Int32Array(text.length);
  for (let i = 1, fits = 0; i < text.length; i++) {
    while (fits > 0 && text.charCodeAt(i) !== text.charCodeAt(fits)) fits = falls[fits - 1]!;
    if (text.charCodeAt(i) === text.charCodeAt(fits)) fits++;
    falls[i] = fits;
  }
  return { text, falls };
}

/** @returns the place after the first occurrence at or behind `from`, or -1 */
function endOf({ text, falls }: Piece, words: string, from: number, steps: Steps): number {
  let fits = 0;
  for (let i = from; i < words.length; i++) {
    const sign = words.charCodeAt(i);
    steps.count++;
    while (fits > 0 && sign !== text.charCodeAt(fits)) {
      fits = falls[fits - 1]!;
      steps.count++;
    }
    if (sign === text.charCodeAt(fits)) fits++;
    if (fits === text.length) return i + 1;
  }
  return -1;
}
