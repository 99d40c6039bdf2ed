// Of a long table only the rows near the screen are drawn; spacers keep the rest of the height.
'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { LongRowsProps } from './long-rows';

const ROW_PX = 37;
const OVERSCAN = 20;

export function VirtualRows<Row>({ rows, body, draw }: LongRowsProps<Row>) {
  const top = useTopOf(body);
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    ...{ count: rows.length, scrollMargin: top, overscan: OVERSCAN },
    estimateSize: () => ROW_PX,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items.at(0), items.at(-1)];
  return (
    <>
      <Spacer height={first ? first.start - top : 0} />
      {items.map(({ index }) => draw(rows[index]!, index, virtualizer.measureElement))}
      <Spacer height={virtualizer.getTotalSize() - (last ? last.end - top : 0)} />
    </>
  );
}

/** Where it begins on the page, in px. */
function useTopOf(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const box = element.current?.getBoundingClientRect();
    if (box) setTop(box.top + window.scrollY);
  }, [element]);
  return top;
}

/** Stands for rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height, border: 0 }} /> : null;
}
