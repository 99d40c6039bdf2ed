// A month of campaigns on paper: what went out, what became of it, why messages were not taken. Two or three pages.
'use client';

import type { MonthReport } from '@doorstep/contracts';
import { Button, Select, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { reports } from '../client/reports';
import { EmptyState } from '../parts/empty-state';
import { Moment } from '../parts/moment';
import { count, counted, share } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { deviceZone } from '../parts/time-words';
import { categoryWords } from '../parts/words';
import { CompareTable } from './compare-section';
import { lastMonths, monthWords } from './months';
import classes from './paper.module.css';
import tables from './report.module.css';

export function MonthPage() {
  const months = lastMonths(new Date());
  const [month, setMonth] = useQueryState('month', parseAsString.withDefault(months[1]!));
  const timeZone = deviceZone();
  const query = useQuery({
    queryKey: ['campaigns', 'month', month, timeZone],
    queryFn: () => reports.month(month, timeZone),
  });
  return (
    <>
      <PageHeader
        back={{ href: '/campaigns', label: 'Campaigns' }}
        title={`Campaigns of ${monthWords(month)}`}
        actions={
          <>
            <Select
              aria-label="Month"
              className="no-print"
              data={months.map((value) => ({ value, label: monthWords(value) }))}
              value={month}
              allowDeselect={false}
              onChange={(value) => void setMonth(value)}
            />
            <Button className="no-print" leftSection={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
              Print
            </Button>
          </>
        }
      />
      {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={320} />}
      {query.data && <Paper report={query.data} />}
    </>
  );
}

function Paper({ report }: { report: MonthReport }) {
  const sum = (of: (one: MonthReport['campaigns'][number]) => number) =>
    report.campaigns.reduce((total, one) => total + of(one), 0);
  const accepted = sum((one) => one.accepted);
  const tried = sum((one) => one.tried);
  return (
    <article className={classes.paper}>
      <Text size="sm" c="dimmed" component="div">
        All campaigns begun from <Moment at={report.from} /> up to <Moment at={report.until} />, days of{' '}
        {report.timeZone}; as of <Moment at={report.asOf} />.
      </Text>
      {report.campaigns.length === 0 ? (
        <EmptyState title="Nothing went out in this month">Choose another month above.</EmptyState>
      ) : (
        <>
          <Text fw={500}>
            {counted(report.campaigns.length, 'campaign', 'campaigns')}: accepted {share(accepted, tried)} messages,{' '}
            {count(sum((one) => one.missed))} were not taken,{' '}
            {counted(
              sum((one) => one.complained),
              'person',
              'people',
            )}{' '}
            complained.
          </Text>
          <section className={tables.wrap} aria-label="Campaigns of the month">
            <CompareTable rows={report.campaigns} />
          </section>
        </>
      )}
      {report.causes.length > 0 && (
        <table className={tables.table}>
          <caption className="visually-hidden">Why messages were not taken</caption>
          <thead>
            <tr>
              <th scope="col">Why messages were not taken</th>
              <th scope="col" className={tables.end}>
                People
              </th>
            </tr>
          </thead>
          <tbody>
            {report.causes.map(({ category, people }) => (
              <tr key={category}>
                <th scope="row">{categoryWords[category]}</th>
                <td className={tables.end}>{count(people)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Text size="sm" c="dimmed">
        “Accepted” means that their mail server took the message. Whether it lies in the inbox, nobody outside can see.
      </Text>
    </article>
  );
}
