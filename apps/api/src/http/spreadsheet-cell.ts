const FORMULA = /^[=+\-@\t\r]/;

/** A spreadsheet runs a cell that begins like this as a formula; the apostrophe makes it text again. */
export const harmless = (cell: string) => (FORMULA.test(cell) ? `'${cell}` : cell);
