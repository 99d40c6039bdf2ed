// What an import is to do, and a row of its file as it is staged.
import type { ColumnTarget } from '@doorstep/contracts';

export interface ImportTask {
  readonly id: string;
  readonly state: 'checking' | 'importing' | 'undoing';
  readonly fileName: string;
  readonly storedAs: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly columnCount: number;
  readonly mapping: readonly ColumnTarget[];
  readonly listIds: readonly string[];
  readonly onExisting: string;
  readonly tags: readonly string[];
  readonly consentSource: string | null;
  readonly consentAt: Date | null;
  /** The file is an error file of ours that comes back. */
  readonly isCorrection: boolean;
  /** Domains that are mended as they are read. */
  readonly corrections: Readonly<Record<string, string>>;
  /** reject | keep: people at domains that cannot take mail. */
  readonly onNoMail: string;
  /** The workbook it came in. */
  readonly packedAs: string | null;
}

export interface StagedRow {
  readonly line: number;
  readonly normalized: string;
  readonly spelling: string;
  readonly domainName: string;
  readonly name: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** When this person agreed, by the file: a time in ISO 8601. */
  readonly consentAt: string | null;
  /** The domain that may be meant. */
  readonly suggestion: string | null;
}
