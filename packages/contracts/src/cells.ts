// A small table of text as cells (RFC 4180): for lists that are pasted. Uploaded lists of subscribers have a reader of their own.

export interface CellRow {
  /** Where the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** @param text comma, semicolon or tab between cells: the one the first line has most of */
export function readCells(text: string): CellRow[] {
  const delimiter = delimiterOf(text.slice(0, Math.max(0, text.search(/[\r\n]/)) || undefined));
  const rows: CellRow[] = [];
  let [cells, cell, line, begin, isQuoted]: [string[], string, number, number, boolean] = [[], '', 1, 1, false];
  const endRow = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begin, cells });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '\n') line++;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[at++];
      else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') [isQuoted, cell] = [true, ''];
    else if (sign === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      endRow();
      begin = line;
    } else if (sign !== '\r') cell += sign;
  }
  endRow();
  return rows;
}

function delimiterOf(line: string): string {
  const counts = [',', ';', '\t'].map((sign) => [sign, line.split(sign).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
