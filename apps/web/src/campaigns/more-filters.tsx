// Parts of a filter that come from a number that was clicked: each stands there as a word and can be dropped.
import { type PeopleFilter, variantLetter } from '@doorstep/contracts';
import { Pill } from '@mantine/core';
import { providerWords, reasonWords } from '../parts/words';
import { leavingWords } from './leaving-words';

/** Others that somebody is compared with, on the page of her address. */
const amongWords: Readonly<Record<NonNullable<PeopleFilter['among']>, string>> = {
  site: 'Others at the same mail servers',
  domain: 'Others at the same domain',
  alike: 'One of each other domain with the same cause',
};

interface MoreFiltersProps {
  filter: PeopleFilter;
  drop: (names: {
    reason?: null;
    provider?: null;
    reader?: null;
    linkId?: null;
    variant?: null;
    abGroup?: null;
    left?: null;
    beside?: null;
    among?: null;
  }) => void;
}

export function MoreFilters({ filter, drop }: MoreFiltersProps) {
  const { reason, provider, reader, linkId, variant, abGroup, left, beside, among } = filter;
  const pill = (words: string, names: Parameters<MoreFiltersProps['drop']>[0]) => (
    <Pill
      size="md"
      withRemoveButton
      onRemove={() => drop(names)}
      removeButtonProps={{ 'aria-label': `Without: ${words}`, tabIndex: 0, 'aria-hidden': false }}
    >
      {words}
    </Pill>
  );
  return (
    <>
      {reason !== undefined && pill(reasonWords(reason), { reason: null })}
      {provider !== undefined && pill(providerWords(provider), { provider: null })}
      {variant !== undefined && pill(`Variant ${variantLetter(variant)}`, { variant: null })}
      {abGroup !== undefined && pill(abGroup === 'test' ? 'In the test' : 'Not in the test', { abGroup: null })}
      {reader === 'open' && pill('Opened it', { reader: null })}
      {(reader === 'click' || linkId !== undefined) &&
        pill(linkId === undefined ? 'Clicked a link' : 'Clicked this link', { reader: null, linkId: null })}
      {beside !== undefined && pill(amongWords[among ?? 'site'], { beside: null, among: null })}
      {left !== undefined && pill(`Left: ${leavingWords[left]}`, { left: null })}
    </>
  );
}
