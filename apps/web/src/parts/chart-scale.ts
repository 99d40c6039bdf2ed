// The lines behind a chart and the labels under it: round numbers, and so many as can be read.

/** Lines above zero a chart has at most. */
const MOST_LINES = 4;

/** @returns 0 and a few round whole numbers, the last of them at least `most`; 0 and 1 where there is nothing */
export function linesOf(most: number): number[] {
  const raw = Math.max(most, 1) / MOST_LINES;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= raw) ?? raw);
  const lines = Math.ceil(Math.max(most, 1) / step);
  return Array.from({ length: lines + 1 }, (_, index) => index * step);
}

/** @returns which of `count` columns are labelled, evenly from the first, at most `most` of them */
export function labelled(count: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}
