// The one table of the house: columns, rows of a list, loading, emptiness, faults and more rows.
'use client';

import { Button, Skeleton, Table, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Rows } from '../client/use-pages';
import { DataRow } from './data-row';
import classes from './data-table.module.css';
import { LongRows } from './long-rows';
import { ProblemBox } from './problem-box';

export interface Column<Row> {
  header: string;
  /** Numbers stand at the end of their cell. */
  isNumber?: boolean;
  /** The header is for screen readers only (columns of buttons). */
  isHeaderHidden?: boolean;
  width?: string | number;
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  list: Rows<Row>;
  rowKey: (row: Row) => string;
  /** Shown when the list has no row. */
  empty: ReactNode;
  /** The next page comes as its end is scrolled to. */
  isEndless?: boolean;
}

const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f'];

export function DataTable<Row>({ caption, columns, list, rowKey, empty, isEndless }: DataTableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const end = useEndReached(isEndless === true && list.hasMore && !list.isLoadingMore, list.loadMore);
  if (list.rows === undefined && list.error !== null) return <ProblemBox error={list.error} again={list.again} />;
  if (list.rows?.length === 0) return empty;
  const head = (
    <Table.Thead>
      <Table.Tr>
        {columns.map((column) => (
          <Table.Th key={column.header} w={column.width} className={column.isNumber ? classes.end : ''}>
            {column.isHeaderHidden ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
  return (
    <>
      <section className={classes.wrap} aria-label={caption}>
        <Table className={classes.table} aria-busy={list.rows === undefined}>
          <caption className="visually-hidden">{caption}</caption>
          {head}
          <Table.Tbody ref={body} className={list.isStale ? classes.stale : ''}>
            {list.rows === undefined ? (
              skeletonRows.map((key) => (
                <Table.Tr key={key}>
                  {columns.map((column) => (
                    <Table.Td key={column.header}>
                      <Skeleton
                        height={12}
                        width={column.isNumber ? 40 : '60%'}
                        className={column.isNumber ? classes.far : ''}
                      />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
            ) : (
              <LongRows
                rows={list.rows}
                isEndless={isEndless === true}
                body={body}
                draw={(row, index, measure) => <DataRow key={rowKey(row)} {...{ row, index, columns, measure }} />}
              />
            )}
          </Table.Tbody>
        </Table>
      </section>
      {list.error !== null && <ProblemBox error={list.error} again={list.again} />}
      {list.hasMore && (
        <div className={classes.more} ref={end}>
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function useEndReached(isWanted: boolean, reached: () => void) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(reached);
  useEffect(() => {
    latest.current = reached;
  }, [reached]);
  useEffect(() => {
    if (!isWanted || end.current === null) return;
    const watch = new IntersectionObserver(
      ([entry]) => {
        // The first page fills the screen: only a person who scrolls asks for more.
        if (entry?.isIntersecting && window.scrollY > 0) latest.current();
      },
      { rootMargin: '600px' },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [isWanted]);
  return end;
}
