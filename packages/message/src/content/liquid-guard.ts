// Carries Liquid through a compiler that would take its braces and quotes apart: hidden before, put back after.

export interface Guarded {
  /** The source with a plain word for each piece of Liquid. */
  readonly text: string;
  /** Puts the pieces back into what was compiled. */
  reveal(compiled: string): string;
}

export const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

export function guardLiquid(source: string): Guarded {
  const pieces: string[] = [];
  // A word that the source does not hold already, so that nothing of the author is taken for a piece.
  let word = 'dsliquid';
  while (source.includes(word)) word += 'q';
  const text = source.replace(LIQUID, (piece) => `${word}${pieces.push(piece) - 1}z`);
  const hidden = new RegExp(`${word}(\\d+)z`, 'g');
  return { text, reveal: (compiled) => compiled.replace(hidden, (_, at: string) => pieces[Number(at)] ?? '') };
}

/** The source without its Liquid, for reading links and words off it. */
export const withoutLiquid = (source: string, instead = ''): string => source.replace(LIQUID, instead);
