// Columns over time, parts of a whole stacked, with a limit as a line where there is one. Drawn by the page's own boxes: no
// library of charts comes for it. Whoever cannot see it reads the table that stands beside every chart.
'use client';

import { type PointerEvent, useState } from 'react';
import { labelled, linesOf } from './chart-scale';
import classes from './column-chart.module.css';
import { count } from './numbers';

export interface ChartSeries {
  name: string;
  label: string;
  color: string;
}

export interface ChartColumn {
  /** What stands under it: "14:05", "2026-11-27". */
  label: string;
  /** By name of series; null is a gap, not zero. */
  values: Readonly<Record<string, number | null>>;
}

interface ColumnChartProps {
  columns: readonly ChartColumn[];
  /** Stacked from the bottom in this order. */
  stack: readonly ChartSeries[];
  line?: ChartSeries;
  /** How many labels fit beside each other on a phone. */
  mostLabels: number;
  /** Columns stand apart, and are never wider than a finger. */
  isApart?: boolean;
}

export function ColumnChart({ columns, stack, line, mostLabels, isApart = false }: ColumnChartProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const amountIn = (column: ChartColumn, { name }: ChartSeries) => column.values[name] ?? 0;
  const heightOf = (column: ChartColumn) =>
    Math.max(
      stack.reduce((sum, one) => sum + amountIn(column, one), 0),
      line ? amountIn(column, line) : 0,
    );
  const lines = linesOf(Math.max(0, ...columns.map(heightOf)));
  const top = lines.at(-1)!;
  const all = line ? [...stack, line] : stack;
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / width) * columns.length);
    setPointed(at >= 0 && at < columns.length ? at : null);
  };
  return (
    <div className={classes.chart} aria-hidden>
      <div className={classes.scale}>
        {lines.map((value) => (
          <span key={value} className="numbers" style={{ bottom: `${(value / top) * 100}%` }}>
            {count(value)}
          </span>
        ))}
      </div>
      <div className={classes.plot} onPointerMove={point} onPointerLeave={() => setPointed(null)}>
        {lines.map((value) => (
          <i key={value} className={classes.rule} style={{ bottom: `${(value / top) * 100}%` }} />
        ))}
        <div className={classes.columns} data-apart={isApart || undefined}>
          {columns.map((column, index) => (
            <div key={column.label} className={classes.column} data-pointed={pointed === index || undefined}>
              {stack.map((one) => (
                <b
                  key={one.name}
                  style={{ height: `${(amountIn(column, one) / top) * 100}%`, background: one.color }}
                />
              ))}
            </div>
          ))}
        </div>
        {line && <Line columns={columns} line={line} top={top} />}
        {pointed !== null && columns[pointed] && (
          <Told column={columns[pointed]} series={all} isRight={pointed >= columns.length / 2} />
        )}
      </div>
      <div className={classes.labels}>
        {labelled(columns.length, mostLabels).map((index) => {
          const { label } = columns[index]!;
          const middle = ((index + 0.5) / columns.length) * 100;
          // Under the middle of its column, but never past either end of the plot.
          const left = `clamp(0px, ${middle}% - ${label.length / 2}ch, 100% - ${label.length}ch)`;
          return (
            <span key={label} className="numbers" style={{ left }}>
              {label}
            </span>
          );
        })}
      </div>
      <div className={classes.legend}>
        {all.map(({ name, label, color }) => (
          <span key={name}>
            <i style={{ background: color }} data-line={name === line?.name || undefined} />
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

/** A level over the width of each column; where there is none, the line breaks off. */
function Line({ columns, line, top }: { columns: readonly ChartColumn[]; line: ChartSeries; top: number }) {
  const path = columns
    .map(({ values }, index) => {
      const value = values[line.name] ?? null;
      const isOn = (columns[index - 1]?.values[line.name] ?? null) !== null;
      return value === null ? '' : `${isOn ? 'L' : 'M'}${index} ${top - value}H${index + 1}`;
    })
    .join('');
  return (
    <svg className={classes.line} viewBox={`0 0 ${columns.length} ${top}`} preserveAspectRatio="none" aria-hidden>
      <path d={path} fill="none" stroke={line.color} strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** The column under the pointer as a row of the table. */
function Told({ column, series, isRight }: { column: ChartColumn; series: readonly ChartSeries[]; isRight: boolean }) {
  return (
    <div className={classes.told} style={isRight ? { left: 8 } : { right: 8 }}>
      <strong>{column.label}</strong>
      {series.map(({ name, label, color }) => {
        const value = column.values[name] ?? null;
        return (
          <span key={name}>
            <i style={{ background: color }} />
            {label}
            <span className="numbers">{value === null ? '–' : count(value)}</span>
          </span>
        );
      })}
    </div>
  );
}
