// The columns of the list of returned mail.
import type { InboundView } from '@doorstep/contracts';
import { Checkbox, Text, UnstyledButton } from '@mantine/core';
import { AddressLink } from '../parts/address-link';
import type { Column } from '../parts/data-table';
import { Moment } from '../parts/moment';
import { Status } from '../parts/status';
import { categoryWords } from '../parts/words';
import { kindWord, subjectOf } from './inbound-words';
import classes from './returned-mail.module.css';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}

const selectColumn = ({ ids, toggle }: Selection): Column<InboundView> => ({
  header: 'Selected',
  isHeaderHidden: true,
  width: 36,
  cell: (row) =>
    isOnShelf(row) && (
      <Checkbox
        size="xs"
        aria-label={`Select: ${subjectOf(row)}`}
        checked={ids.has(row.id)}
        onChange={() => toggle(row.id)}
      />
    ),
});

/** Waits for a person: only these may be laid aside. */
export const isOnShelf = ({ state, dismissedAt }: InboundView) => state === 'unmatched' && dismissedAt === null;

/** @param selection null where nothing may be selected */
export function inboundColumns(open: (id: string) => void, selection: Selection | null): Column<InboundView>[] {
  return [
    ...(selection === null ? [] : [selectColumn(selection)]),
    {
      header: 'Message',
      width: '28%',
      cell: (row) => (
        <UnstyledButton className={classes.message} data-row={row.id} onClick={() => open(row.id)}>
          <span className={classes.subject}>{subjectOf(row)}</span>
          {row.from && <span className={classes.from}>{row.from}</span>}
        </UnstyledButton>
      ),
    },
    { header: 'Kind', width: 136, cell: (row) => <Status word={kindWord(row.kind)} /> },
    { header: 'Of whom', cell: (row) => <Whom row={row} /> },
    { header: 'What it led to', cell: (row) => <Consequence row={row} /> },
    { header: 'Came', width: 120, isNumber: true, cell: (row) => <Moment at={row.receivedAt} asRelative /> },
  ];
}

function Whom({ row }: { row: InboundView }) {
  if (row.address !== null) return <AddressLink address={row.address} />;
  const [first, ...more] = row.named;
  if (first === undefined)
    return (
      <Text size="sm" c="dimmed">
        names nobody
      </Text>
    );
  return (
    <span className={classes.named}>
      names {first}
      {more.length > 0 && ` and ${more.length} more`}
    </span>
  );
}

function Consequence({ row }: { row: InboundView }) {
  const more = [row.category && categoryWords[row.category], row.ruleId !== 'none' && row.ruleId].filter(Boolean);
  return (
    <span>
      {row.ledTo ?? 'Not read yet'}
      {row.matchedBy && ` · by hand, ${row.matchedBy}`}
      {row.state !== 'ignored' && more.length > 0 && <span className={classes.from}>{more.join(' · ')}</span>}
    </span>
  );
}
