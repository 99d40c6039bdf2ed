// The rows of a table, however many. What reckons with heights comes with the first long table; until then, and if it never comes,
// every row is drawn.
'use client';

import { type ReactNode, type RefObject, useEffect, useState } from 'react';

export interface LongRowsProps<Row> {
  rows: readonly Row[];
  /** What they stand in. */
  body: RefObject<HTMLTableSectionElement | null>;
  /** @param measure takes the height of what is drawn; left out where nobody reckons with it */
  draw: (row: Row, index: number, measure?: (element: HTMLTableRowElement | null) => void) => ReactNode;
}

/** Fewer rows are all drawn: find-in-page and printing then know every one. */
const FEW = 200;
/** Of a list that goes on for thousands, only less than its first page: what is drawn is changed before anybody scrolls, not while. */
const FEW_OF_ENDLESS = 99;

type DrawRows = <Row>(props: LongRowsProps<Row>) => ReactNode;

export function LongRows<Row>({ isEndless, ...props }: LongRowsProps<Row> & { isEndless: boolean }) {
  const isLong = props.rows.length > (isEndless ? FEW_OF_ENDLESS : FEW);
  const [Virtual, setVirtual] = useState<DrawRows | null>(null);
  useEffect(() => {
    if (!isLong) return;
    let isHere = true;
    import('./virtual-rows').then(
      (file) => isHere && setVirtual(() => file.VirtualRows),
      () => undefined, // every row is drawn
    );
    return () => {
      isHere = false;
    };
  }, [isLong]);
  return isLong && Virtual !== null ? <Virtual {...props} /> : <EveryRow {...props} />;
}

function EveryRow<Row>({ rows, draw }: LongRowsProps<Row>): ReactNode {
  return rows.map((row, index) => draw(row, index));
}
