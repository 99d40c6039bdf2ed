// Of a long table only the rows near the screen are drawn; spacers keep the rest of the height.
'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';

/** Fewer rows are all drawn: find-in-page and printing then know every one. */
const FEW = 200;
const ROW_PX = 37;
const OVERSCAN = 20;

export function useVirtualRows<Row>(rows: readonly Row[] | undefined) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const count = rows?.length ?? 0;
  const isVirtual = count > FEW;
  useLayoutEffect(() => {
    const box = body.current?.getBoundingClientRect();
    if (isVirtual && box) setTop(box.top + window.scrollY);
  }, [isVirtual]);
  const virtualizer = useWindowVirtualizer({
    ...{ count, enabled: isVirtual, scrollMargin: top, overscan: OVERSCAN },
    estimateSize: () => ROW_PX,
  });
  if (!isVirtual || rows === undefined)
    return { body, before: 0, after: 0, shown: (rows ?? []).map((row, index) => ({ row, index })), measure: undefined };
  const items = virtualizer.getVirtualItems();
  const first = items.at(0);
  const last = items.at(-1);
  return {
    body,
    before: first ? first.start - top : 0,
    after: last ? virtualizer.getTotalSize() - (last.end - top) : virtualizer.getTotalSize(),
    shown: items.map(({ index }) => ({ row: rows[index]!, index })),
    measure: virtualizer.measureElement,
  };
}
