// The rows of one outcome: line of the file, who, and why.
'use client';

import type { Import, ImportRow } from '@doorstep/contracts';
import { imports } from '../client/imports';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Section } from '../parts/section';
import { plainWords } from '../parts/words';
import { importRowsKey } from './import-query';
import { choiceWords, type RowChoice } from './row-counts';

const line: Column<ImportRow> = { header: 'Line', isNumber: true, width: 72, cell: (row) => row.line };
const who: Column<ImportRow>[] = [
  { header: 'Address', cell: (row) => row.address !== null && <AddressLink address={row.address} /> },
  { header: 'Name', cell: (row) => row.name },
];
const rejected: Column<ImportRow>[] = [
  line,
  {
    header: 'As it stands in the file',
    cell: (row) => (
      <span className="mono" style={{ overflowWrap: 'anywhere' }}>
        {row.address ?? '–'}
      </span>
    ),
  },
  { header: 'Why not', cell: (row) => row.reason ?? (row.problem === null ? null : plainWords(row.problem)) },
  {
    header: 'Perhaps meant',
    cell: (row) => row.suggestedFix !== null && <span className="mono">{row.suggestedFix}</span>,
  },
];

const suggested: Column<ImportRow>[] = [line, rejected[1]!, rejected[3]!];

const isFinding = (choice: RowChoice) =>
  choice === 'bouncedBefore' || choice === 'noMailServer' || choice === 'suggested';

function columnsFor(choice: RowChoice): Column<ImportRow>[] {
  if (choice === 'suggested') return suggested;
  return choice === 'rejected' || choice === 'noMailServer' ? rejected : [line, ...who];
}

interface RowListProps {
  run: Import;
  outcome: RowChoice;
  /** Only those at this domain that looks mistyped. */
  typo?: string | null;
}

export function RowList({ run, outcome, typo = null }: RowListProps) {
  const list = usePages([...importRowsKey(run.id), run.state, outcome, typo], (cursor) =>
    imports.rows(run.id, {
      ...(isFinding(outcome) ? { [outcome]: true } : { outcome }),
      ...(typo !== null && { typo }),
      cursor,
    }),
  );
  return (
    <Section title={`${choiceWords[outcome].label}${typo === null ? '' : `: ${typo}`}`} isFlush>
      <DataTable
        caption={`Rows: ${choiceWords[outcome].label}`}
        columns={columnsFor(outcome)}
        list={list}
        rowKey={(row) => String(row.line)}
        empty={<EmptyState title="No such row">{choiceWords[outcome].meaning}</EmptyState>}
      />
    </Section>
  );
}
