// Taking back is told in whole sentences, with nothing that does not happen.
import { describe, expect, it } from 'vitest';
import { undoneLines } from './undo-words.js';

const none = { removed: 0, restored: 0, left: 0, kept: 0 };

describe('what taking an import back does', () => {
  it('is told by what happens, and only that', () => {
    expect(undoneLines({ ...none, removed: 10_000 }, false)).toEqual([
      '10,000 people are removed: this import added them.',
    ]);
    expect(undoneLines({ ...none, removed: 1, restored: 1, left: 1, kept: 2 }, true)).toEqual([
      '1 person was removed: this import added them.',
      '1 person got back the name and fields from before.',
      '1 person was taken off a list this import put them on.',
      '2 people stay with what they have now: they were changed, confirmed, tagged or put on another list since.',
    ]);
  });
  it('says so when there is nothing', () => {
    expect(undoneLines(none, false)).toEqual(['Nothing is left of it to take back.']);
  });
});
