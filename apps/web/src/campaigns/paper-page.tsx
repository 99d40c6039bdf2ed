// A report as it goes on paper: everything one after the other, on two or three pages, without rows cut in two.
'use client';

import { Button, Skeleton, Text } from '@mantine/core';
import { Printer } from 'lucide-react';
import { Moment } from '../parts/moment';
import { count, share } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { groupWords } from '../parts/words';
import { CausesSection } from './causes-section';
import { CompareSection } from './compare-section';
import classes from './paper.module.css';
import { ReadersSection } from './readers-section';
import tables from './report.module.css';
import { TestSection } from './test-section';
import { useReport } from './use-report';

export function PaperPage({ id }: { id: string }) {
  const query = useReport(id, false);
  const report = query.data;
  return (
    <>
      <PageHeader
        back={{ href: `/campaigns/${id}`, label: 'The campaign' }}
        title={report?.name ?? 'Report'}
        actions={
          <Button className="no-print" leftSection={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
            Print
          </Button>
        }
      />
      {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {!report && !query.error && <Skeleton height={320} />}
      {report && (
        <article className={classes.paper}>
          <Text size="sm" c="dimmed" component="div">
            Subject: {report.subject}. Begun <Moment at={report.startedAt} none="not yet" />, ended{' '}
            <Moment at={report.finishedAt} none="not yet" />. Everybody of the audience; as of{' '}
            <Moment at={report.asOf} />.
          </Text>
          <Text fw={500}>{report.words}</Text>
          <table className={tables.table}>
            <caption className="visually-hidden">What became of it</caption>
            <thead>
              <tr>
                <th scope="col">What became of it</th>
                <th scope="col" className={tables.end}>
                  People
                </th>
                <th scope="col" className={tables.end}>
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {report.groups.map(({ group, people }) => (
                <tr key={group}>
                  <th scope="row">{groupWords[group].label}</th>
                  <td className={tables.end}>{count(people)}</td>
                  <td className={tables.end}>{share(people, report.audience)}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">Together</th>
                <td className={tables.end}>{count(report.audience)}</td>
                <td />
              </tr>
            </tbody>
          </table>
          <CausesSection report={report} />
          {report.abTest !== null && <TestSection campaignId={id} test={report.abTest} isOnPaper />}
          {report.readers !== null && <ReadersSection report={report} />}
          <CompareSection report={report} />
        </article>
      )}
    </>
  );
}
