// Accepted per day, a small picture for each provider: bars against the largest day of its own, and the same as a table.
'use client';

import type { ResultDays } from '@doorstep/contracts';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import tables from '../campaigns/report.module.css';
import { results } from '../client/results';
import { EmptyState } from '../parts/empty-state';
import { count, share } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import classes from './deliverability.module.css';
import { resultsKey } from './result-questions';
import { type PageState, placeQuery, spanQuery } from './use-results';

type Series = ResultDays['series'][number];
type Day = Series['days'][number];

const HEIGHT = 72;
const MOST = 8;
const DAY_MS = 86_400_000;

interface DaysSectionProps {
  page: PageState;
  /** The time looked at. */
  span: { readonly from: string; readonly until: string };
}

export function DaysSection({ page, span }: DaysSectionProps) {
  const query = { ...spanQuery(page), ...placeQuery(page) };
  const days = useQuery({ queryKey: [...resultsKey, 'days', query], queryFn: () => results.days(query) });
  if (days.error) return <ProblemBox error={days.error} again={() => void days.refetch()} />;
  if (!days.data) return <Skeleton height={320} />;
  const { series } = days.data;
  if (series.length === 0)
    return (
      <Section title="Accepted per day" isFlush>
        <EmptyState title="Nothing was sent in this time">
          Once a campaign goes out, each provider has a bar for every day here. Choose a longer time above.
        </EmptyState>
      </Section>
    );
  return (
    <Section title="Accepted per day">
      <Text size="sm" c="dimmed" mb="md">
        Days in UTC. A bar is what was sent; its filled part was taken at once, the hatched one later or not. A day
        without a bar had no mail. Each picture has a scale of its own.
      </Text>
      <div className={classes.pictures}>
        {series.slice(0, MOST).map((one) => (
          <Picture key={one.provider} series={one} span={daysOf(span)} />
        ))}
      </div>
      <details className={classes.details}>
        <summary>The same as a table</summary>
        <DaysTable series={series} />
      </details>
    </Section>
  );
}

/** First day and number of days of the time looked at: the bars of all pictures stand below each other. */
function daysOf({ from, until }: DaysSectionProps['span']): { first: number; days: number } {
  const first = Date.parse(from.slice(0, 10));
  return {
    first,
    days: Math.round((Date.parse(new Date(Date.parse(until) - 1).toISOString().slice(0, 10)) - first) / DAY_MS) + 1,
  };
}

function Picture({ series: { name, days, provider }, span }: { series: Series; span: ReturnType<typeof daysOf> }) {
  const most = Math.max(...days.map(({ sent }) => sent));
  const sum = (of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0);
  const [sent, atOnce] = [sum((day) => day.sent), sum((day) => day.acceptedAtOnce)];
  const hatch = `hatch-${provider}`;
  const words = `${name}: at once ${share(atOnce, sent)}, on ${days.length} days, ${count(most)} on the largest`;
  return (
    <figure className={classes.picture}>
      <figcaption>
        <span className={classes.pictureName}>{name}</span>
        <span className={classes.pictureShare}>{share(atOnce, sent)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${span.days * 10} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={words}>
        <defs>
          <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1.5" height="4" className={classes.hatch} />
          </pattern>
        </defs>
        {days.map((day) => {
          const x = Math.round((Date.parse(day.day) - span.first) / DAY_MS) * 10 + 1;
          const [whole, full] = [
            Math.max(1, (day.sent / most) * (HEIGHT - 2)),
            (day.acceptedAtOnce / most) * (HEIGHT - 2),
          ];
          return (
            <g key={day.day}>
              <rect
                {...{ x, y: HEIGHT - whole, width: 8, height: whole }}
                fill={`url(#${hatch})`}
                className={classes.rest}
              />
              <rect {...{ x, y: HEIGHT - full, width: 8, height: full }} className={classes.full} />
            </g>
          );
        })}
      </svg>
      <span className={classes.most}>most on a day: {count(most)}</span>
    </figure>
  );
}

function DaysTable({ series }: { series: readonly Series[] }) {
  return (
    <section className={tables.wrap} aria-label="Accepted per day, as a table">
      <table className={tables.table}>
        <caption className="visually-hidden">Messages by provider and day (UTC)</caption>
        <thead>
          <tr>
            <th scope="col">Provider</th>
            <th scope="col">Day</th>
            {['Sent', 'Accepted', 'At once'].map((head) => (
              <th key={head} scope="col" className={tables.end}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.flatMap(({ provider, name, days }) =>
            days.map(({ day, sent, accepted, acceptedAtOnce }) => (
              <tr key={`${provider} ${day}`}>
                <th scope="row">{name}</th>
                <td>{day}</td>
                <td className={tables.end}>{count(sent)}</td>
                <td className={tables.end}>{count(accepted)}</td>
                <td className={tables.end}>{share(acceptedAtOnce, sent)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
