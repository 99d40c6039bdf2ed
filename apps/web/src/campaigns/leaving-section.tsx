// Why people left over this message, of those who said it: each number leads to them.
import type { CampaignReport } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { Fact } from '../parts/fact';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { leavingWords } from './leaving-words';
import classes from './report.module.css';
import { peopleHref } from './tally-bar';

export function LeavingSection({ report }: { report: CampaignReport }) {
  const { leaving, campaignId } = report;
  return (
    <Section title="Why people left">
      {leaving.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody who left over this message said why. After the button to unsubscribe stand five answers, each one
          press; most people close the page.
        </Text>
      ) : (
        <>
          <dl className={classes.facts}>
            {leaving.map(({ reason, people }) => (
              <Fact key={reason} name={leavingWords[reason]}>
                <Anchor component={Link} href={peopleHref(campaignId, { left: reason })} scroll={false}>
                  {count(people)}
                </Anchor>
              </Fact>
            ))}
          </dl>
          <Text size="sm" c="dimmed" mt={12}>
            Of those who left over the link of this message, the ones who answered. They speak for themselves alone.
          </Text>
        </>
      )}
    </Section>
  );
}
