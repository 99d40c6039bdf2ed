// Lifting many suppressions after a fault of our own: by cause, rule and day, looked at before, undone after.
'use client';

import type { ReleaseFilter } from '@doorstep/contracts';
import { Button, Group, List, NativeSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { releases } from '../client/consequences';
import { releasesKey } from '../consequences/consequences-key';
import { Dialog } from '../parts/dialog';
import { localDay } from '../parts/local-day';
import { count, counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { plainWords } from '../parts/words';
import { notifyWithUndo } from '../queue/undo';
import { dayRange } from './day-range';
import { suppressionsKey } from './suppressions-key';

const changes = [suppressionsKey, releasesKey, ['address'], ['subscribers']];

export function ReleaseDialog({ close }: { close: () => void }) {
  const today = localDay(new Date());
  const form = useForm({
    initialValues: { from: today, to: today, cause: '', ruleId: '', reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? 'A few words: they stay in everybody’s history' : null) },
  });
  const [filter, setFilter] = useState<ReleaseFilter | null>(null);
  const preview = useQuery({
    queryKey: [...releasesKey, 'preview', filter],
    queryFn: () => releases.preview(filter as ReleaseFilter),
    enabled: filter !== null,
  });
  const undo = useAction({
    run: releases.undo,
    changes,
    done: ({ restored }) => `${counted(restored ?? 0, 'suppression is', 'suppressions are')} back`,
  });
  const lift = useAction({
    run: (reason: string) => releases.release({ filter: filter as ReleaseFilter, reason }),
    changes,
    isFaultShownInPlace: true,
    onDone: (release) => {
      notifyWithUndo(`${counted(release.count, 'person is', 'people are')} mailed again`, () =>
        undo.mutate(release.id),
      );
      close();
    },
  });
  const look = () => {
    const range = dayRange(form.values.from, form.values.to);
    if (range === null) return form.setFieldError('to', 'The last day comes before the first');
    const { cause, ruleId } = form.values;
    setFilter({
      ...range,
      ...(cause !== '' && { cause: cause as 'hard_bounce' }),
      ...(ruleId.trim() !== '' && { ruleId: ruleId.trim() }),
    });
  };
  const choose = (field: 'from' | 'to' | 'cause' | 'ruleId') => {
    const { onChange, ...props } = form.getInputProps(field);
    return {
      ...props,
      onChange: (event: unknown) => {
        setFilter(null);
        onChange(event);
      },
    };
  };
  const found = filter === null ? undefined : preview.data;
  return (
    <Dialog
      title="Lift many after a fault of ours"
      isOpen
      close={close}
      act={
        found && found.count > 0 ? `Lift the suppressions of ${counted(found.count, 'person', 'people')}` : 'Lift them'
      }
      isDangerous
      isBusy={lift.isPending}
      isDisabled={!found || found.count === 0}
      error={lift.error}
      onAct={form.onSubmit(({ reason }) => lift.mutate(reason.trim()))}
    >
      <Text size="sm">
        For the days when it was us: a wrong rule, a broken signature. Only suppressions Doorstep made of failures are
        lifted; complaints, unsubscribed people and those added by hand never are. Nobody is on probation afterwards.
      </Text>
      <Group grow gap="sm" align="flex-start">
        <TextInput type="date" label="Suppressed from" required data-autofocus {...choose('from')} />
        <TextInput type="date" label="To, this day included" required {...choose('to')} />
      </Group>
      <NativeSelect
        label="Why they were suppressed"
        data={[
          { value: '', label: 'Any failure' },
          { value: 'hard_bounce', label: 'Their server refused for good' },
          { value: 'soft_bounces', label: 'Failed again and again' },
        ]}
        {...choose('cause')}
      />
      <TextInput
        label="By this rule only"
        description="Leave it empty for all; what is found names the rules"
        spellCheck={false}
        {...choose('ruleId')}
      />
      <div>
        <Button variant="default" onClick={look} loading={preview.isFetching}>
          Show whom it would lift
        </Button>
      </div>
      {preview.error && filter !== null && <ProblemBox error={preview.error} />}
      {found && (
        <div role="status">
          <Text size="sm" fw={600}>
            {found.count === 0
              ? 'Nobody fits. Try other days, or any failure.'
              : counted(found.count, 'person', 'people')}
          </Text>
          <List size="sm">
            {found.rules.map((rule) => (
              <List.Item key={`${rule.ruleId} ${rule.category}`} style={{ overflowWrap: 'anywhere' }}>
                {count(rule.count)} · {rule.category ? plainWords(rule.category) : 'No category'} ·{' '}
                <span className="mono">{rule.ruleId ?? 'no rule'}</span>
              </List.Item>
            ))}
          </List>
          {found.people.length > 0 && (
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {found.people.slice(0, 8).join(', ')}
              {found.count > 8 && ` and ${count(found.count - 8)} more`}
            </Text>
          )}
        </div>
      )}
      {found && found.count > 0 && (
        <TextInput
          label="Why"
          required
          placeholder="Our DKIM key was wrong on 12 November"
          {...form.getInputProps('reason')}
        />
      )}
    </Dialog>
  );
}
