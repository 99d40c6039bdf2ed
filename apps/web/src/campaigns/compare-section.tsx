// This campaign beside the five before it: always with what a share is of.
import type { CampaignReport, ComparedReport } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { count, share } from '../parts/numbers';
import { Section } from '../parts/section';
import classes from './report.module.css';

type Compared = Omit<ComparedReport, 'startedAt'> & { readonly startedAt: string | null };

function ofReport(report: CampaignReport): Compared {
  const people = (group: string) => report.groups.find((one) => one.group === group)?.people ?? 0;
  const never = people('suppressed') + people('excluded') + people('cancelled');
  return {
    id: report.campaignId,
    name: report.name,
    startedAt: report.startedAt,
    audience: report.audience,
    tried: report.audience - never,
    accepted: people('accepted_first') + people('accepted_retry'),
    missed: report.missed,
    complained: people('complained'),
  };
}

export function CompareSection({ report }: { report: CampaignReport }) {
  const rows: Compared[] = [ofReport(report), ...report.previous];
  if (report.previous.length === 0)
    return (
      <Section title="Beside the ones before" isFlush>
        <EmptyState title="This is the first one">
          From the next campaign on, up to five earlier ones stand beside it.
        </EmptyState>
      </Section>
    );
  return (
    <Section title="Beside the ones before" isFlush>
      <section className={classes.wrap} aria-label="Campaigns before it">
        <CompareTable rows={rows} />
      </section>
    </Section>
  );
}

export function CompareTable({ rows }: { rows: readonly Compared[] }) {
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">Campaigns with what became of them</caption>
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col">Begun</th>
          <th scope="col" className={classes.end}>
            Audience
          </th>
          <th scope="col" className={classes.end}>
            Accepted
          </th>
          <th scope="col" className={classes.end}>
            Did not get it
          </th>
          <th scope="col" className={classes.end}>
            Complained
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Anchor component={Link} href={`/campaigns/${row.id}`}>
                {row.name}
              </Anchor>
            </th>
            <td>
              <Moment at={row.startedAt} />
            </td>
            <td className={classes.end}>{count(row.audience)}</td>
            <td className={classes.end}>{share(row.accepted, row.tried)}</td>
            <td className={classes.end}>{count(row.missed)}</td>
            <td className={classes.end}>{count(row.complained)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
