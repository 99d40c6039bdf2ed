// Third step: lists, tags, what becomes of people who are here already, and where their consent comes from.
'use client';

import type { Import } from '@doorstep/contracts';
import { Button, Checkbox, Group, Skeleton, Stack, TagsInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { imports } from '../client/imports';
import { tags } from '../client/segments';
import { useLists } from '../lists/use-lists';
import { late } from '../parts/late';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { tagsKey } from '../segments/use-segments';
import { consentDay, consentTime, dayFault } from './consent-day';
import { ConsentFields } from './consent-fields';
import { ExistingRule } from './existing-rule';
import { importKey, importRowsKey, importsKey, useRemember } from './import-query';
import { NoMailRule } from './no-mail-rule';
import { useDraft } from './use-draft';

const ListDialog = late(() => import('../lists/list-dialog').then((file) => file.ListDialog));

export function RulesStep({ run, next }: { run: Import; next: () => void }) {
  const lists = useLists();
  const known = useQuery({ queryKey: [...tagsKey, 'all'], queryFn: () => tags.page() });
  const remember = useRemember(run.id);
  const [isMaking, setIsMaking] = useState(false);
  const consentAtColumn = run.mapping?.indexOf('consent_at') ?? -1;
  const consentColumn = run.columns?.[consentAtColumn]?.header ?? null;
  const saved = {
    listIds: run.listIds,
    onExisting: run.onExisting,
    tags: run.tags,
    consentSource: run.consentSource ?? '',
    onNoMail: run.onNoMail,
    consentDay: run.consentAt === null ? '' : consentDay(run.consentAt),
  };
  const [draft, keepDraft] = useDraft<typeof saved>(run.id, 'rules', '');
  const form = useForm({
    initialValues: draft ?? saved,
    onValuesChange: (values) => keepDraft(values),
    validate: {
      consentSource: (value) => (value.trim() === '' ? 'Say it in a few words; a reader may ask you one day.' : null),
      consentDay: (value) => dayFault(value, consentColumn !== null),
    },
  });
  const check = useAction({
    run: async (values: typeof form.values) => {
      await imports.change(run.id, {
        listIds: values.listIds,
        onExisting: values.onExisting,
        tags: values.tags,
        consentSource: values.consentSource.trim(),
        onNoMail: values.onNoMail,
        ...(values.consentDay !== '' && { consentAt: consentTime(values.consentDay) }),
      });
      return imports.check(run.id);
    },
    changes: [importKey(run.id), importRowsKey(run.id), importsKey],
    isFaultShownInPlace: true,
    onDone: (checked) => {
      keepDraft(null);
      remember(checked);
      next();
    },
  });
  const fault = check.error instanceof ApiProblem ? check.error : null;
  const consentFault = fault?.fieldDetail('consentSource');
  return (
    <form onSubmit={form.onSubmit((values) => check.mutate(values))} noValidate>
      <Stack gap="md">
        <Section
          title="Lists they join"
          aside={
            <Button variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={() => setIsMaking(true)}>
              New list
            </Button>
          }
        >
          {lists.isPending && <Skeleton height={64} />}
          {lists.error && <ProblemBox error={lists.error} again={() => void lists.refetch()} />}
          <Checkbox.Group role="group" aria-label="Lists they join" {...form.getInputProps('listIds')}>
            <Stack gap={8}>
              {lists.data?.map((list) => (
                <Checkbox
                  key={list.id}
                  value={list.id}
                  label={list.name}
                  description={`${counted(list.subscribedCount, 'person', 'people')} now${list.optIn === 'double' ? '; whoever joins confirms by a message first' : ''}`}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          {form.values.listIds.length === 0 && (
            <Text size="sm" c="dimmed" mt={lists.data?.length ? 12 : 0}>
              Without a list they become subscribers, but no campaign reaches them.
            </Text>
          )}
        </Section>
        <Section title="Tags they get">
          <TagsInput
            aria-label="Tags they get"
            placeholder={form.values.tags.length === 0 ? 'Such as “Fair 2026”; Enter after each' : ''}
            maw={520}
            maxTags={20}
            data={known.data?.data.map(({ name }) => name) ?? []}
            {...form.getInputProps('tags')}
          />
        </Section>
        <ExistingRule
          value={form.values.onExisting}
          onChange={(onExisting) => form.setFieldValue('onExisting', onExisting)}
        />
        <NoMailRule value={form.values.onNoMail} onChange={(onNoMail) => form.setFieldValue('onNoMail', onNoMail)} />
        <ConsentFields form={form} column={consentColumn} fault={consentFault} />
        {check.error && !consentFault && <ProblemBox error={check.error} />}
        <Group gap={12}>
          <Button type="submit" loading={check.isPending}>
            Next: check every row
          </Button>
          <Text size="sm" c="dimmed">
            A dry run: it changes nothing.
          </Text>
        </Group>
      </Stack>
      {isMaking && (
        <ListDialog
          list={null}
          close={() => setIsMaking(false)}
          onMade={(list) => form.setFieldValue('listIds', [...form.values.listIds, list.id])}
        />
      )}
    </form>
  );
}
