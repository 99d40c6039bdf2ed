// Adding one person. When the address has a past, that is said before anything is saved.
'use client';

import { Anchor, Button, Group, MultiSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../client/api';
import { subscribers } from '../client/audience';
import { listsKey } from '../lists/list-questions';
import { useLists } from '../lists/use-lists';
import { addressHref } from '../parts/address-link';
import { Dialog } from '../parts/dialog';
import { Link } from '../parts/link';
import { useAction } from '../parts/use-action';
import { subscribersKey } from './subscribers-key';

/** A slip is told once the typing rests. */
const REST_MS = 400;

/** A well-known domain that was probably meant. It is only offered: there are domains of nearly every name. */
function MeantHint({ address, use }: { address: string; use: (meant: string) => void }) {
  const [rested] = useDebouncedValue(address.trim(), REST_MS);
  const hint = useQuery({
    queryKey: ['address-hint', rested],
    queryFn: () => subscribers.hint(rested),
    enabled: rested.includes('@'),
  });
  const meant = rested === address.trim() ? (hint.data?.meant ?? null) : null;
  if (meant === null) return null;
  return (
    <Group gap={8} role="status">
      <Text size="sm">
        Did you mean <strong>{meant}</strong>?
      </Text>
      <Button variant="default" size="compact-sm" onClick={() => use(meant)}>
        Use it
      </Button>
    </Group>
  );
}

export function AddSubscriber({ close, listId }: { close: () => void; listId: string | null }) {
  const lists = useLists();
  const form = useForm({
    initialValues: { address: '', name: '', listIds: listId === null ? [] : [listId], consentSource: '' },
    validate: { address: (value) => (value.trim() === '' ? 'An address such as ada@example.org' : null) },
  });
  const add = useAction({
    run: ({ values, acknowledgePast }: { values: typeof form.values; acknowledgePast: boolean }) =>
      subscribers.create({
        address: values.address.trim(),
        listIds: values.listIds,
        acknowledgePast,
        ...(values.name.trim() && { name: values.name.trim() }),
        ...(values.consentSource.trim() && { consentSource: values.consentSource.trim() }),
      }),
    changes: [subscribersKey, listsKey, ['address']],
    done: (subscriber) => `${subscriber.address} is a subscriber`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const problem = add.error instanceof ApiProblem ? add.error : null;
  const save = (acknowledgePast: boolean) => form.onSubmit((values) => add.mutate({ values, acknowledgePast }))();
  if (problem?.problem.code === 'address_has_past') {
    return (
      <Dialog
        title="This address has a past"
        isOpen
        close={() => add.reset()}
        act="Add anyway"
        isBusy={add.isPending}
        onAct={() => save(true)}
      >
        <Text size="sm">{problem.problem.detail}</Text>
        <Text size="sm">
          <Anchor component={Link} href={addressHref(form.values.address.trim().toLowerCase())}>
            See why
          </Anchor>
        </Text>
      </Dialog>
    );
  }
  const addressFault = problem?.fieldDetail('address');
  return (
    <Dialog
      title="Add a subscriber"
      isOpen
      close={close}
      act="Add"
      isBusy={add.isPending}
      error={addressFault ? null : add.error}
      onAct={() => save(false)}
    >
      <TextInput
        label="Address"
        data-autofocus
        required
        autoComplete="off"
        {...form.getInputProps('address')}
        error={form.errors.address ?? addressFault}
      />
      <MeantHint address={form.values.address} use={(meant) => form.setFieldValue('address', meant)} />
      <TextInput label="Name" autoComplete="off" {...form.getInputProps('name')} />
      <MultiSelect
        label="Lists"
        data={(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('listIds')}
      />
      <TextInput
        label="Where the consent is from"
        placeholder="Asked at the fair, 12 May"
        {...form.getInputProps('consentSource')}
      />
    </Dialog>
  );
}
