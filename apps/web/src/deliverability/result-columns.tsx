// The columns of the table: for providers, domains and mail servers, and for what was replied.
import type { ResultRow, ResultTable } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import type { Column } from '../parts/data-table';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { Status } from '../parts/status';
import classes from './deliverability.module.css';
import { AlsoCell, NumberCell, type Shown } from './number-cell';
import { levelNames, limiterWords, ownerWords, verdictWords, waitWords } from './result-words';

export interface RowActions {
  readonly open: (row: ResultRow, shown: Shown) => void;
  readonly into: (row: ResultRow) => void;
}

type Counted = keyof ResultRow['counts'];

function numbers({
  open,
}: RowActions): (header: string, counted: Counted, shown: Shown, hasPart?: boolean) => Column<ResultRow> {
  return (header, counted, shown, hasPart = true) => ({
    header,
    isNumber: true,
    cell: (row) => (
      <NumberCell
        {...{ shown, hasPart, value: row.counts[counted], of: row.counts.sent }}
        name={`${row.name}, ${header.toLowerCase()}`}
        open={(which) => open(row, which)}
      />
    ),
  });
}

/** What became of a message in a way that few do, below what it belongs to. */
function withAlso(
  column: Column<ResultRow>,
  { open }: RowActions,
  also: readonly [Counted, Shown, string][],
): Column<ResultRow> {
  return {
    ...column,
    cell: (row) => (
      <span className={classes.stack}>
        {column.cell(row)}
        {also.map(([counted, shown, words]) => (
          <AlsoCell
            key={shown}
            {...{ shown, words, value: row.counts[counted], name: row.name }}
            open={(which) => open(row, which)}
          />
        ))}
      </span>
    ),
  };
}

export function columnsOf(level: ResultTable['level'], actions: RowActions): Column<ResultRow>[] {
  const number = numbers(actions);
  const counted = [
    number('Sent', 'sent', 'sent', false),
    number('At once', 'acceptedAtOnce', 'accepted_at_once'),
    withAlso(number('After retry', 'acceptedLater', 'accepted_later'), actions, [
      ['tryingAgain', 'trying_again', 'trying again'],
    ]),
    withAlso(number('Refused', 'refused', 'refused'), actions, [
      ['gaveUp', 'gave_up', 'given up'],
      ['inDoubt', 'in_doubt', 'in doubt'],
      ['stopped', 'stopped', 'stopped'],
    ]),
    number('Returned', 'returned', 'returned'),
    number('Complained', 'complained', 'complained'),
  ];
  if (level === 'pattern') return [replyColumn(actions), ...counted];
  return [
    {
      header: levelNames[level].one,
      width: '24%',
      cell: (row) => <Name row={row} isMono={level !== 'provider'} into={actions.into} />,
    },
    ...counted,
    { header: 'Median', isNumber: true, cell: ({ medianMs }) => <Wait ms={medianMs} /> },
    { header: '95 %', isNumber: true, cell: ({ p95Ms }) => <Wait ms={p95Ms} /> },
    { header: 'Held up', cell: ({ limiter }) => <Limiter limiter={limiter} /> },
  ];
}

/** The verdict stands with the name: it is what the row is about. */
function Name({ row, isMono, into }: { row: ResultRow; isMono: boolean; into: (row: ResultRow) => void }) {
  const { comparison } = row;
  const isTold = comparison !== null && (comparison.verdict.startsWith('worse') || comparison.verdict === 'better');
  return (
    <span className={classes.stack}>
      <Anchor
        component="button"
        type="button"
        className={`${classes.name} ${isMono ? 'mono' : ''}`}
        onClick={() => into(row)}
      >
        {row.name}
      </Anchor>
      {comparison !== null && <Status word={verdictWords[comparison.verdict]} />}
      {isTold && <span className={classes.sentence}>{comparison.sentence}</span>}
    </span>
  );
}

const Wait = ({ ms }: { ms: number | null }) => <span className={classes.wait}>{waitWords(ms)}</span>;

function Limiter({ limiter }: { limiter: ResultRow['limiter'] }) {
  if (limiter === null) return <span className={classes.none}>No</span>;
  const { state, destinations, of, until, reason } = limiter;
  return (
    <span className={classes.stack}>
      <Anchor component={Link} href="/queue" underline="hover" c="inherit">
        <Status word={limiterWords[state]} />
      </Anchor>
      <span className={classes.sentence}>
        {of > 1 && `${destinations} of ${of} destinations `}
        {until !== null && (
          <>
            until <Moment at={until} />
          </>
        )}
      </span>
      {reason !== null && <span className={classes.said}>{reason}</span>}
    </span>
  );
}

const replyColumn = ({ into }: RowActions): Column<ResultRow> => ({
  header: levelNames.pattern.one,
  width: '46%',
  cell: (row) => (
    <span className={classes.stack}>
      {row.pattern === null ? (
        <Text component="span" size="sm">
          {row.name}
        </Text>
      ) : (
        <>
          <Anchor component="button" type="button" className={`${classes.name} mono`} onClick={() => into(row)}>
            {row.name}
          </Anchor>
          <span className={classes.means}>
            <Status word={ownerWords[row.pattern.owner]} />
            <span>{row.pattern.meaning}</span>
          </span>
          <span className={classes.sentence}>{row.pattern.nextSteps[0]}</span>
        </>
      )}
    </span>
  ),
});
