// A suppression as a line of a file that another program reads.
import { harmlessCell } from './spreadsheet-cell.js';

export interface ToldSuppression {
  readonly address: string | null;
  readonly domainName: string | null;
  readonly scope: string;
  readonly cause: string;
  readonly source: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly liftedAt: Date | null;
}

export interface LineForm {
  readonly head: readonly string[];
  /** null: this program cannot hold it (a whole domain). */
  readonly cells: (row: ToldSuppression) => readonly string[] | null;
}

const ofAddress =
  (cells: (address: string, row: ToldSuppression) => readonly string[]): LineForm['cells'] =>
  (row) =>
    row.address === null ? null : cells(row.address, row);

const moment = (at: Date | null) => at?.toISOString() ?? '';

export const suppressionForms: Readonly<Record<'csv' | 'listmonk' | 'mailchimp' | 'ses', LineForm>> = {
  csv: {
    head: ['address', 'scope', 'cause', 'source', 'by', 'reason', 'since_utc', 'until_utc', 'lifted_at_utc'],
    cells: ({ address, domainName, scope, cause, source, actor, reason, createdAt, expiresAt, liftedAt }) => [
      ...[address ?? `@${domainName}`, scope, cause, source, actor, reason ?? ''],
      ...[moment(createdAt), moment(expiresAt), moment(liftedAt)],
    ],
  },
  listmonk: { head: ['email', 'name', 'attributes'], cells: ofAddress((address) => [address, '', '{}']) },
  mailchimp: { head: ['Email Address'], cells: ofAddress((address) => [address]) },
  ses: {
    head: ['EmailAddress', 'Reason', 'LastUpdateTime'],
    cells: ofAddress((address, { cause, createdAt }) => [
      ...[address, cause === 'complaint' ? 'COMPLAINT' : 'BOUNCE', createdAt.toISOString()],
    ]),
  },
};

/** A domain's @ stays: whoever writes other text guards it before. */
const harmless = (cell: string) => (cell.startsWith('@') ? cell : harmlessCell(cell));

export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map(harmless).map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}
