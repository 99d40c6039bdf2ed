// Files for the imports of the browser tests: as a German Excel writes them, and the error files that come back.
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';

export type Row = Record<string, string>;
const HEADER = 'E-Mail-Adresse;Vorname und Nachname;Ort;Anrede für Briefe';

/** Semicolons, Windows-1252, umlauts; `bad` rows nobody could mail are spread over it. The domain is one that takes mail. */
export function germanFile(people: number, bad: number, from = 0, domain = 'hosted-mail.example'): Buffer {
  const rows = Array.from(
    { length: people },
    (_, i) => `leser${from + i}@${domain};Jürgen Müßig ${from + i};Köln;Grüße`,
  );
  for (let i = 0; i < bad; i++) rows.splice(3 + i * 7, 0, `fehler${i}.${domain};Änne Örtlich ${i};Köln;Grüße`);
  return Buffer.from(`${HEADER}\r\n${rows.join('\r\n')}\r\n`, 'latin1');
}

/** The rows of an error file by the names of its columns. */
export const readRows = (file: Buffer): Row[] =>
  parse(file, { bom: true, delimiter: ';', columns: true, relax_column_count: true });

/** The same file with other cells, as a spreadsheet would save it. */
export function writeRows(rows: readonly Row[]): Buffer {
  const headers = Object.keys(rows[0] ?? {});
  const quoted = (cell: string) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))];
  return Buffer.from(`\ufeff${lines.map((line) => line.map(quoted).join(';')).join('\r\n')}\r\n`);
}

/** Answers the file chooser that `press` opens. */
export async function chooseFile(page: Page, press: () => Promise<void>, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer });
}

/** Saves what `press` downloads. */
export async function downloaded(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return Buffer.concat(await (await download.createReadStream()).toArray());
}
