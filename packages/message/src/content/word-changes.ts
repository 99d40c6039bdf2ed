// What changed between two texts, word by word, for people who compare versions.

export interface WordChange {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Cells of the table of common words; beyond it what differs is told as one piece. */
const MAX_CELLS = 4_000_000;

/** Joined, the same and added pieces are the new text; the same and removed ones the old. */
export function wordChanges(before: string, after: string): WordChange[] {
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return joined([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: old.slice(old.length - end).join('') },
  ]);
}

const words = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

function between(old: readonly string[], now: readonly string[]): WordChange[] {
  if (old.length * now.length > MAX_CELLS)
    return [
      { kind: 'removed', text: old.join('') },
      { kind: 'added', text: now.join('') },
    ];
  const width = now.length + 1;
  // Length of the longest common run of words that are left, from each pair of places on.
  const left = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      left[i * width + j] =
        old[i] === now[j]
          ? left[(i + 1) * width + j + 1]! + 1
          : Math.max(left[(i + 1) * width + j]!, left[i * width + j + 1]!);
  const changes: WordChange[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      changes.push({ kind: 'same', text: old[i]! });
      i++;
      j++;
    } else if (i < old.length && (j === now.length || left[(i + 1) * width + j]! >= left[i * width + j + 1]!)) {
      changes.push({ kind: 'removed', text: old[i++]! });
    } else changes.push({ kind: 'added', text: now[j++]! });
  }
  return changes;
}

function joined(changes: readonly WordChange[]): WordChange[] {
  const result: WordChange[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    if (change.text === '') continue;
    if (last?.kind === change.kind) result[result.length - 1] = { kind: last.kind, text: last.text + change.text };
    else result.push(change);
  }
  return result;
}
