// Behaviour of cells that a spreadsheet would run: guarded on their way out, as they were typed on their way back.
import { describe, expect, it } from 'vitest';
import { harmlessCell, typedCell } from './spreadsheet-cell.js';

describe('a cell', () => {
  it.each(['=1+1', '+49 30', '-5', '@SUM(A1)', '\t=1', '\r=1'])('%j is guarded, and comes back as it was', (cell) => {
    expect(harmlessCell(cell)).toBe(`'${cell}`);
    expect(typedCell(harmlessCell(cell))).toBe(cell);
  });

  it.each(['Ada', "'s-Gravenhage", "'", '', '5-3'])('%j stays as it is, both ways', (cell) => {
    expect(harmlessCell(cell)).toBe(cell);
    expect(typedCell(cell)).toBe(cell);
  });
});
