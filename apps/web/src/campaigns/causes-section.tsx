// Why it did not arrive: causes against the providers they came from; each number opens its people.
import type { CampaignReport } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { categoryWords, providerWords } from '../parts/words';
import classes from './report.module.css';
import { peopleHref } from './tally-bar';

/** Providers with a column of their own; people of the others are in the sum. */
const MOST_PROVIDERS = 6;

export function CausesSection({ report }: { report: CampaignReport }) {
  const { causes, campaignId } = report;
  const totals = new Map<string, number>();
  for (const { providers } of causes)
    for (const { provider, people } of providers) totals.set(provider, (totals.get(provider) ?? 0) + people);
  // One column of its own would say the same as the sum beside it.
  const shown = totals.size < 2 ? [] : [...totals].sort(([, a], [, b]) => b - a).slice(0, MOST_PROVIDERS);
  if (causes.length === 0)
    return (
      <Section title="Why" isFlush>
        <EmptyState title="Nothing went wrong so far">
          When a mail server refuses the message or asks to wait, the causes stand here beside who runs the server.
        </EmptyState>
      </Section>
    );
  const number = (people: number, filter: Record<string, string>) =>
    people === 0 ? (
      <span aria-hidden>·</span>
    ) : (
      <Anchor component={Link} href={peopleHref(campaignId, filter)} scroll={false}>
        {count(people)}
      </Anchor>
    );
  return (
    <Section title="Why" isFlush>
      <section className={classes.wrap} aria-label="Causes by provider">
        <table className={classes.table}>
          <caption className="visually-hidden">Who did not get it, or not yet: cause by provider</caption>
          <thead>
            <tr>
              <th scope="col">Cause</th>
              {shown.map(([provider]) => (
                <th scope="col" key={provider} className={classes.end}>
                  {providerWords(provider)}
                </th>
              ))}
              <th scope="col" className={classes.end}>
                Together
              </th>
            </tr>
          </thead>
          <tbody>
            {causes.map(({ category, people, providers }) => (
              <tr key={category}>
                <th scope="row">{categoryWords[category]}</th>
                {shown.map(([provider]) => (
                  <td key={provider} className={classes.end}>
                    {number(providers.find((one) => one.provider === provider)?.people ?? 0, { category, provider })}
                  </td>
                ))}
                <td className={classes.end}>{number(people, { category })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
