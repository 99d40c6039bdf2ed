// Where one is in the table: all providers, a provider, its domain, its mail server; each step leads back.
import type { ResultTable } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import classes from './deliverability.module.css';
import type { PageState, SetPageState } from './use-results';

const TOP = { provider: null, domain: null, mx: null, by: null, search: null, row: null, show: null };

export function PathLine({ page, set, table }: { page: PageState; set: SetPageState; table: ResultTable | undefined }) {
  const { provider, domain, mx, by } = page;
  const providerName = table && domain === null && mx === null ? table.total.name : (provider ?? '');
  const steps = [
    { name: 'All providers', to: TOP },
    ...(provider === null ? [] : [{ name: providerName, to: { ...TOP, provider } }]),
    ...(domain === null ? [] : [{ name: domain, to: { ...TOP, provider, domain } }]),
    ...(mx === null ? [] : [{ name: mx === '' ? 'No mail server reached' : mx, to: { ...TOP, provider, domain, mx } }]),
    ...(by === null ? [] : [{ name: 'What they say', to: { ...TOP, provider, domain, mx, by } }]),
  ];
  if (steps.length === 1) return null;
  return (
    <nav aria-label="Place" className={classes.path}>
      <ol>
        {steps.map(({ name, to }, at) => (
          <li key={name}>
            {at === steps.length - 1 ? (
              <span aria-current="location">{name}</span>
            ) : (
              <Anchor component="button" type="button" size="sm" onClick={() => void set(to)}>
                {name}
              </Anchor>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
