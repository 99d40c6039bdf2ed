// Text in a cell of a CSV: a spreadsheet runs what begins like a formula, and an apostrophe before it makes it text again.

const FORMULA = /^[=+\-@\t\r]/;

export const harmlessCell = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** What stood there before `harmlessCell`. An apostrophe before anything else is the person's own. */
export const typedCell = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
