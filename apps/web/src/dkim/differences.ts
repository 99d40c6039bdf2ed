// Where what was found differs from what is wanted, sign by sign.

export interface Piece {
  readonly text: string;
  readonly isSame: boolean;
}

/**
 * Cuts `found` into what it has in common with `wanted` at the beginning and at the end, and what differs between them.
 * A mistyped or cut value shows its one wrong place; nothing is marked when both are equal.
 */
export function markDifferences(wanted: string, found: string): Piece[] {
  const most = Math.min(wanted.length, found.length);
  let head = 0;
  while (head < most && wanted[head] === found[head]) head++;
  let tail = 0;
  while (tail < most - head && wanted.at(-1 - tail) === found.at(-1 - tail)) tail++;
  const pieces = [
    { text: found.slice(0, head), isSame: true },
    { text: found.slice(head, found.length - tail), isSame: false },
    { text: found.slice(found.length - tail), isSame: true },
  ];
  return pieces.filter(({ text }) => text !== '');
}
