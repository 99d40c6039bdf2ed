// On how many a test is tried, by what the winner is found, and when.
'use client';

import type { Campaign, IfUnclear, WinnerBy } from '@doorstep/contracts';
import { NumberInput, Select, SimpleGrid } from '@mantine/core';
import type { Draft } from './use-draft';
import type { TestFields } from './variant-form';

const unclear: Record<IfUnclear, string> = {
  first: 'A goes out',
  leader: 'The one in front goes out',
  wait: 'It waits for me',
};

interface TestTermsProps {
  campaign: Campaign;
  draft: Draft;
  fields: TestFields;
  change: (changed: Partial<TestFields>) => void;
}

/** Why numbers cannot decide; null when they can. */
function whyByHand(tracking: Campaign['tracking']): string | null {
  if (tracking === 'person') return null;
  return tracking === 'off'
    ? 'This campaign counts nothing, so you choose by hand. “Opens and clicks” below changes that.'
    : 'Counted without names, one reader may count many times, so you choose by hand.';
}

export function TestTerms({ draft, fields, change }: TestTermsProps) {
  const { samplePercent, winnerBy, decideAfterHours, deadlineHours, ifUnclear } = fields;
  const byHand = whyByHand(draft.fields.tracking);
  const isAll = samplePercent === 100;
  const choices: IfUnclear[] = winnerBy === 'hand' ? ['wait', 'first'] : ['leader', 'first', 'wait'];
  const chooseBy = (value: WinnerBy) =>
    change({ winnerBy: value, ifUnclear: value === 'hand' && ifUnclear === 'leader' ? 'wait' : ifUnclear });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
      <NumberInput
        label="Share it is tried on"
        description="Percent of the audience, shared out evenly; 100 tries it on everybody"
        suffix=" %"
        min={1}
        max={100}
        clampBehavior="strict"
        allowDecimal={false}
        value={samplePercent}
        onChange={(value) => typeof value === 'number' && change({ samplePercent: value })}
      />
      <Select
        label="Winner by"
        description={byHand ?? 'By people; what looks like a machine is left out'}
        allowDeselect={false}
        data={[
          { value: 'clicks', label: 'People who clicked', disabled: byHand !== null },
          { value: 'opens', label: 'People who opened', disabled: byHand !== null },
          { value: 'hand', label: 'I choose by hand' },
        ]}
        value={winnerBy}
        error={winnerBy !== 'hand' && byHand !== null ? 'Nothing is counted per person any more' : undefined}
        onChange={(value) => value !== null && chooseBy(value as WinnerBy)}
      />
      <NumberInput
        label="Decided after"
        description="Not before everybody of the test was tried"
        suffix={decideAfterHours === 1 ? ' hour' : ' hours'}
        min={1}
        max={168}
        clampBehavior="strict"
        allowDecimal={false}
        disabled={isAll}
        value={decideAfterHours}
        onChange={(value) => typeof value === 'number' && change({ decideAfterHours: value })}
      />
      <NumberInput
        label="At the latest after"
        description="Also when some of the test is still on its way"
        suffix={deadlineHours === 1 ? ' hour' : ' hours'}
        min={1}
        max={336}
        clampBehavior="strict"
        allowDecimal={false}
        disabled={isAll}
        value={deadlineHours}
        onChange={(value) => typeof value === 'number' && change({ deadlineHours: value })}
      />
      <Select
        label={winnerBy === 'hand' ? 'When I did not choose in time' : 'When it cannot be told'}
        description={winnerBy === 'hand' ? undefined : 'A tie, too few people, or a lead that can be chance'}
        allowDeselect={false}
        disabled={isAll}
        data={choices.map((value) => ({ value, label: unclear[value] }))}
        value={ifUnclear}
        onChange={(value) => value !== null && change({ ifUnclear: value as IfUnclear })}
      />
    </SimpleGrid>
  );
}
