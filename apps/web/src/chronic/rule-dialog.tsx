// What counts as chronic: three numbers, in a sentence.
'use client';

import { NumberInput, SimpleGrid, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { chronic } from '../client/chronic';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { chronicKey, ruleQuestion } from './chronic-questions';
import { ruleInWords } from './chronic-words';

export function RuleDialog({ close }: { close: () => void }) {
  const inForce = useQuery(ruleQuestion);
  const form = useForm({
    initialValues: { failures: '' as number | string, ofLast: '' as number | string, overDays: '' as number | string },
  });
  const value = (name: 'failures' | 'ofLast' | 'overDays') => {
    const typed = form.values[name];
    return typed === '' ? (inForce.data?.rule[name] ?? 0) : Number(typed);
  };
  const rule = { failures: value('failures'), ofLast: value('ofLast'), overDays: value('overDays') };
  const save = useAction({
    run: () => chronic.setRule(rule),
    changes: [chronicKey],
    isFaultShownInPlace: true,
    done: 'Saved. Everybody is looked through again; that takes a moment.',
    onDone: close,
  });
  const field = (name: keyof typeof rule, label: string, min: number, max: number) => (
    <NumberInput
      label={label}
      min={min}
      max={max}
      allowDecimal={false}
      value={value(name)}
      onChange={(typed) => form.setFieldValue(name, typed)}
    />
  );
  return (
    <Dialog
      title="Who counts as chronic"
      isOpen
      close={close}
      act="Save"
      isBusy={save.isPending}
      isDisabled={inForce.data === undefined || rule.failures > rule.ofLast}
      error={save.error}
      onAct={() => save.mutate(undefined)}
    >
      <Text size="sm">
        {ruleInWords(rule)}. Refused, returned and given up count; two accepted in a row end it. It only lists people:
        nobody is suppressed by it.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 3 }} style={{ alignItems: 'end' }}>
        {field('failures', 'Failures', 2, 10)}
        {field('ofLast', 'Of the last campaigns', 2, 10)}
        {field('overDays', 'Over days', 0, 90)}
      </SimpleGrid>
      {rule.failures > rule.ofLast && (
        <Text size="sm" c="var(--tone-bad)" role="alert">
          More failures than campaigns: nobody could be found.
        </Text>
      )}
    </Dialog>
  );
}
