// Lines behind a chart are round numbers that reach over everything drawn; labels never crowd.
import { describe, expect, it } from 'vitest';
import { labelled, linesOf } from './chart-scale';

describe('the lines of a chart', () => {
  it.each([
    { most: 0, lines: [0, 1] },
    { most: 1, lines: [0, 1] },
    { most: 3, lines: [0, 1, 2, 3] },
    { most: 7, lines: [0, 2, 4, 6, 8] },
    { most: 400, lines: [0, 100, 200, 300, 400] },
    { most: 410, lines: [0, 200, 400, 600] },
    { most: 51_203, lines: [0, 20_000, 40_000, 60_000] },
  ])('up to $most are $lines', ({ most, lines }) => {
    expect(linesOf(most)).toEqual(lines);
  });
});

describe('the labels of a chart', () => {
  it('are evenly spread, and all there where they fit', () => {
    expect(labelled(60, 6)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(labelled(3, 4)).toEqual([0, 1, 2]);
    expect(labelled(9, 4)).toEqual([0, 3, 6]);
    expect(labelled(0, 6)).toEqual([]);
  });
});
