// One row of a table. It is drawn again only when it or its columns change, not when others come or go; and its cells are plain ones with the
// classes of the kit, whose own components cost several times as much.
'use client';

import { Table } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import type { Column } from './data-table';
import classes from './data-table.module.css';

interface DataRowProps<Row> {
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  /** Takes the height of what is drawn. */
  measure?: ((element: HTMLTableRowElement | null) => void) | undefined;
}

function PlainRow<Row>({ row, index, columns, measure }: DataRowProps<Row>) {
  return (
    <tr className={Table.Tr.classes.tr} data-with-row-border ref={measure} data-index={index}>
      {columns.map((column) => (
        <td
          key={column.header}
          data-label={column.isHeaderHidden ? '' : column.header}
          className={`${Table.Td.classes.td} ${column.isNumber ? classes.end : ''}`}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

// Whatever the rows are: `memo` forgets the parameter of its type.
export const DataRow = memo(PlainRow) as <Row>(props: DataRowProps<Row>) => ReactNode;
