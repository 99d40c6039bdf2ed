// Of a long table only the rows near the screen are drawn; spacers keep the rest of the height.
'use client';

import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';

/** Fewer rows are all drawn: find-in-page and printing then know every one. */
const FEW = 200;
const ROW_PX = 37;
const OVERSCAN = 20;

type Kit = typeof import('@tanstack/react-virtual');
type Rows = Virtualizer<Window, HTMLTableRowElement>;

/** What reckons with heights comes with the first long table; until then, and if it never comes, every row is drawn. */
function useKit(isWanted: boolean): Kit | null {
  const [kit, setKit] = useState<Kit | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    import('@tanstack/react-virtual').then(
      (loaded) => isOver || setKit(loaded),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [isWanted]);
  return kit;
}

/** @param isWanted whether the table is long enough; @param top where it begins on the page, in px */
function useVirtualizer(count: number, isWanted: boolean, top: number): Rows | null {
  const kit = useKit(isWanted);
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const [virtualizer, setVirtualizer] = useState<Rows | null>(null);
  const options = kit && {
    ...{ count, enabled: isWanted, scrollMargin: top, overscan: OVERSCAN, estimateSize: () => ROW_PX },
    getScrollElement: () => window,
    initialOffset: () => window.scrollY,
    observeElementRect: kit.observeWindowRect,
    observeElementOffset: kit.observeWindowOffset,
    scrollToFn: kit.windowScroll,
    onChange: drawAgain,
  };
  if (kit && options && virtualizer === null) setVirtualizer(new kit.Virtualizer<Window, HTMLTableRowElement>(options));
  if (options) virtualizer?.setOptions(options);
  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer?._willUpdate());
  return isWanted ? virtualizer : null;
}

export function useVirtualRows<Row>(rows: readonly Row[] | undefined) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const count = rows?.length ?? 0;
  const isVirtual = count > FEW;
  useLayoutEffect(() => {
    const box = body.current?.getBoundingClientRect();
    if (isVirtual && box) setTop(box.top + window.scrollY);
  }, [isVirtual]);
  const virtualizer = useVirtualizer(count, isVirtual, top);
  if (virtualizer === null || rows === undefined)
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
