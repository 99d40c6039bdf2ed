// Opens and clicks: people and machines apart, since a number that counts both says little.
import type { CampaignReport } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { EmptyState } from '../parts/empty-state';
import { Fact } from '../parts/fact';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import classes from './report.module.css';
import { peopleHref } from './tally-bar';

export function ReadersSection({ report }: { report: CampaignReport }) {
  const { readers, campaignId } = report;
  if (readers === null)
    return (
      <Section title="Readers" isFlush>
        <EmptyState title="This campaign counts neither opens nor clicks">
          Its links are as they were written. Before the next one goes out you can let it count, with or without names.
        </EmptyState>
      </Section>
    );
  const opened = (people: number, filter: Record<string, string>) =>
    people === 0 ? (
      '0'
    ) : (
      <Anchor component={Link} href={peopleHref(campaignId, filter)} scroll={false}>
        {count(people)}
      </Anchor>
    );
  return (
    <Section title="Readers">
      <dl className={classes.facts}>
        {readers.peopleOpened !== null && (
          <Fact name="People who opened">{opened(readers.peopleOpened, { reader: 'open' })}</Fact>
        )}
        {readers.peopleClicked !== null && (
          <Fact name="People who clicked">{opened(readers.peopleClicked, { reader: 'click' })}</Fact>
        )}
        <Fact name="Opens, people only">{count(readers.opens)}</Fact>
        <Fact name="Opens by machines">{count(readers.openMachines)}</Fact>
        <Fact name="Clicks, people only">{count(readers.clicks)}</Fact>
        <Fact name="Clicks by machines">{count(readers.clickMachines)}</Fact>
      </dl>
      <Text size="sm" c="dimmed" mt={12}>
        Mail programs that hide pictures are not counted, and some load them for everybody: opens are a hint, clicks say
        more. {readers.tracking === 'anonymous' && 'This campaign counts without names: nobody knows who it was.'}
      </Text>
      {readers.links.length > 0 && (
        <section className={classes.wrap} aria-label="Clicks by link" style={{ marginTop: 12 }}>
          <table className={classes.table}>
            <caption className="visually-hidden">Clicks by link</caption>
            <thead>
              <tr>
                <th scope="col">Link</th>
                {readers.peopleClicked !== null && (
                  <th scope="col" className={classes.end}>
                    People
                  </th>
                )}
                <th scope="col" className={classes.end}>
                  Clicks
                </th>
                <th scope="col" className={classes.end}>
                  Machines
                </th>
              </tr>
            </thead>
            <tbody>
              {readers.links.map((link) => (
                <tr key={link.id}>
                  <th scope="row" className={classes.url}>
                    {link.url}
                  </th>
                  {link.people !== null && (
                    <td className={classes.end}>{opened(link.people, { reader: 'click', linkId: link.id })}</td>
                  )}
                  <td className={classes.end}>{count(link.clicks)}</td>
                  <td className={classes.end}>{count(link.machines)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  );
}
