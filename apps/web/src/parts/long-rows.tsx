// The rows of a table, however many. What reckons with heights comes with the first long table; until then, and if it never comes,
// every row is drawn.
'use client';

import { lazy, type ReactNode, type RefObject, Suspense } from 'react';

export interface LongRowsProps<Row> {
  rows: readonly Row[];
  /** What they stand in. */
  body: RefObject<HTMLTableSectionElement | null>;
  /** @param measure takes the height of what is drawn; left out where nobody reckons with it */
  draw: (row: Row, index: number, measure?: (element: HTMLTableRowElement | null) => void) => ReactNode;
}

/** Fewer rows are all drawn: find-in-page and printing then know every one. */
const FEW = 200;

type DrawRows = <Row>(props: LongRowsProps<Row>) => ReactNode;

// Whatever the rows are: `lazy` forgets the parameter of its type.
const Virtual = lazy(
  (): Promise<{ default: DrawRows }> =>
    import('./virtual-rows').then(
      (file) => ({ default: file.VirtualRows }),
      () => ({ default: EveryRow }),
    ),
) as unknown as DrawRows;

export function LongRows<Row>(props: LongRowsProps<Row>) {
  const every = <EveryRow {...props} />;
  return props.rows.length > FEW ? (
    <Suspense fallback={every}>
      <Virtual {...props} />
    </Suspense>
  ) : (
    every
  );
}

function EveryRow<Row>({ rows, draw }: LongRowsProps<Row>): ReactNode {
  return rows.map((row, index) => draw(row, index));
}
