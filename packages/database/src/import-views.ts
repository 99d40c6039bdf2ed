// An import as the stores give and take it.
import type { Column, ColumnTarget, DomainSuggestion, ImportUndoCounts, RowCounts } from '@doorstep/contracts';

export interface ImportProblem {
  readonly code: string;
  readonly detail: string;
  readonly line: number | null;
}

/** What was found out about a file from its beginning. */
export interface DetectedFile {
  readonly encoding: string;
  readonly delimiter: string;
  /** False: line 1 is a person, the columns have made-up names. */
  readonly hasHeader: boolean;
  readonly columns: readonly Column[];
}

export interface NewImport extends DetectedFile {
  readonly fileName: string;
  /** File under the data folder, relative. */
  readonly storedAs: string;
  readonly sizeBytes: number;
  readonly createdBy: string;
  /** The workbook it came in. */
  readonly workbook?: Workbook | undefined;
  /** The import whose rejected rows it brings, and the settings of that one. */
  readonly corrects?: EarlierImport | undefined;
}

export interface Workbook {
  /** File under the data folder, relative. */
  readonly packedAs: string;
  /** Visible ones, in their order. */
  readonly sheets: readonly string[];
  /** The one that is read. */
  readonly sheet: string;
}

/** An import whose columns had the same names: what was said of it then. */
export interface EarlierImport {
  readonly id: string;
  readonly mapping: ColumnTarget[];
  readonly listIds: string[];
  readonly onExisting: string;
  readonly tags: string[];
  readonly consentSource: string | null;
  readonly consentAt: Date | null;
  readonly onNoMail: string;
  readonly corrections: Readonly<Record<string, string>>;
}

export interface ImportView {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly state: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly hasHeader: boolean;
  readonly sheets: string[];
  readonly sheet: string | null;
  readonly columns: Column[] | null;
  readonly mapping: ColumnTarget[] | null;
  readonly listIds: string[];
  readonly onExisting: string;
  readonly tags: string[];
  readonly consentSource: string | null;
  readonly consentAt: Date | null;
  readonly onNoMail: string;
  readonly corrections: Record<string, string>;
  readonly suggestions: DomainSuggestion[];
  readonly checkCounts: RowCounts | null;
  readonly importCounts: RowCounts | null;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly problem: ImportProblem | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly correctsId: string | null;
  readonly undoUntil: Date | null;
  readonly undoCounts: ImportUndoCounts | null;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}

export interface ImportChange {
  readonly detected?: DetectedFile | undefined;
  readonly mapping?: readonly ColumnTarget[] | undefined;
  readonly listIds?: readonly string[] | undefined;
  readonly onExisting?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly consentSource?: string | undefined;
  readonly consentAt?: Date | undefined;
  readonly onNoMail?: string | undefined;
  readonly corrections?: Readonly<Record<string, string>> | undefined;
  /** Another sheet of its workbook: where its rows stand now. */
  readonly sheet?: { readonly name: string; readonly storedAs: string } | undefined;
}

export interface ImportRowView {
  readonly line: number;
  readonly address: string | null;
  readonly name: string | null;
  readonly outcome: string | null;
  readonly problem: string | null;
  readonly reason: string | null;
  readonly suggestedFix: string | null;
  readonly hasBounced: boolean;
}

export interface RowQuery {
  readonly outcome?: string | undefined;
  /** Only those. */
  readonly hasBounced?: boolean | undefined;
  /** Rejected for this reason. */
  readonly problem?: string | undefined;
  /** At a domain that looks mistyped; a name: at this one. */
  readonly typo?: string | true | undefined;
  readonly after: number;
  readonly limit: number;
}

export interface RejectedRow {
  readonly line: number;
  readonly problem: string;
  readonly reason: string;
  readonly suggestedFix: string | null;
  readonly cells: readonly string[];
  /** Its domain, where that looks mistyped. */
  readonly typoOf?: string | null;
}
