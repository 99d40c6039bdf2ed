// One subscriber: name, fields, tags and lists to change; her data as a file; deleting and erasing.
'use client';

import type { CustomField, Subscriber } from '@doorstep/contracts';
import {
  Anchor,
  Button,
  Drawer,
  Group,
  MultiSelect,
  NativeSelect,
  Skeleton,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { people, subscribers } from '../client/audience';
import { listsKey } from '../lists/list-questions';
import { useLists } from '../lists/use-lists';
import { addressHref } from '../parts/address-link';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { OnlyFor } from '../parts/may';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { useMayEditPeople } from '../parts/use-may';
import { membershipWords } from '../parts/words';
import { EraseDialog } from './erase-dialog';
import { fieldsQuestion, oneKey, subscribersKey } from './subscribers-key';

const CorrectDialog = late(() => import('../addresses/correct-dialog').then((file) => file.CorrectDialog));

import { useTags } from './use-tags';

export function SubscriberDrawer({ id, close }: { id: string; close: () => void }) {
  const query = useQuery({ queryKey: [...oneKey, id], queryFn: () => subscribers.one(id) });
  const fields = useQuery(fieldsQuestion);
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={480}
      title={query.data?.address ?? 'Subscriber'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {query.error ? (
        <ProblemBox error={query.error} again={() => void query.refetch()} />
      ) : query.data && fields.data ? (
        <Form key={id} subscriber={query.data} typed={fields.data.data} close={close} />
      ) : (
        <Skeleton height={320} />
      )}
    </Drawer>
  );
}

function Form({
  subscriber,
  typed,
  close,
}: {
  subscriber: Subscriber;
  typed: readonly CustomField[];
  close: () => void;
}) {
  const lists = useLists();
  const tags = useTags();
  const mayEdit = useMayEditPeople();
  const [isErasing, setErasing] = useState(false);
  const [isCorrecting, setCorrecting] = useState(false);
  const keys = [...new Set([...typed.map(({ key }) => key), ...Object.keys(subscriber.fields)])];
  const form = useForm({
    initialValues: {
      name: subscriber.name ?? '',
      tags: subscriber.tags,
      listIds: subscriber.memberships.filter(({ status }) => isOn(status)).map(({ listId }) => listId),
      // By place: a key may have dots in it.
      values: keys.map((key) => subscriber.fields[key] ?? ''),
    },
  });
  const save = useAction({
    run: ({ name, tags: wanted, listIds, values }: typeof form.values) =>
      subscribers.change(subscriber.id, {
        ...{ name: name.trim() || null, tags: wanted, listIds },
        fields: Object.fromEntries(keys.map((key, at) => [key, values[at] ?? '']).filter(([, value]) => value !== '')),
      }),
    changes: [subscribersKey, oneKey, listsKey, ['tags'], ['address']],
    done: 'Saved',
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = save.error instanceof ApiProblem ? save.error : null;
  const left = subscriber.memberships.filter(({ status }) => status === 'unsubscribed');
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="md">
        <Text size="sm">
          <Anchor component={Link} href={addressHref(subscriber.address)}>
            See every campaign, reply and event of this address
          </Anchor>
        </Text>
        <TextInput label="Name" maxLength={200} autoComplete="off" {...form.getInputProps('name')} />
        <MultiSelect
          label="Lists"
          data={(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('listIds')}
        />
        {left.length > 0 && (
          <Text size="xs" c="dimmed">
            {membershipWords.unsubscribed.label} by herself from {left.map(({ listName }) => listName).join(', ')}:
            adding her again does not undo that.
          </Text>
        )}
        <TagsInput label="Tags" data={(tags.data ?? []).map(({ name }) => name)} {...form.getInputProps('tags')} />
        {keys.map((key, at) => (
          <FieldInput
            key={key}
            name={key}
            field={typed.find((one) => one.key === key)}
            error={fault?.fieldDetail(`fields/${key}`)}
            {...form.getInputProps(`values.${at}`)}
          />
        ))}
        {save.error && <ProblemBox error={save.error} />}
        <OnlyFor scope="subscribers:write" to="change a subscriber" />
        {mayEdit && (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        )}
        <Group gap={8}>
          <Button
            component="a"
            variant="default"
            href={people.fileHref(subscriber.addressId)}
            download={`${subscriber.address}.json`}
          >
            All data of this person
          </Button>
          {mayEdit && (
            <Button variant="default" onClick={() => setCorrecting(true)}>
              Correct the address…
            </Button>
          )}
          {mayEdit && (
            <Button variant="default" onClick={() => setErasing(true)}>
              Erase the person…
            </Button>
          )}
        </Group>
        {isCorrecting && (
          <CorrectDialog
            {...{ subscriberId: subscriber.id, address: subscriber.address, meant: null }}
            close={() => setCorrecting(false)}
          />
        )}
        {isErasing && <EraseDialog subscriber={subscriber} close={() => setErasing(false)} done={close} />}
      </Stack>
    </form>
  );
}

const isOn = (status: string) => status === 'subscribed' || status === 'unconfirmed';

interface FieldInputProps {
  name: string;
  field: CustomField | undefined;
  error: string | undefined;
  value?: string;
  onChange?: (value: unknown) => void;
}

/** As the field's type wants it; the API has the last word. */
function FieldInput({ name, field, error, value = '', onChange }: FieldInputProps) {
  const label = field?.label ?? name;
  const common = {
    label,
    error,
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange?.(event.currentTarget.value),
  };
  if (field?.type === 'choice' || field?.type === 'boolean') {
    const choices = field.type === 'boolean' ? ['yes', 'no'] : field.choices;
    const all = value === '' || choices.includes(value) ? choices : [...choices, value];
    return <NativeSelect data={[{ value: '', label: 'Not known' }, ...all]} {...common} />;
  }
  if (field?.type === 'date') return <TextInput type="date" {...common} />;
  return <TextInput inputMode={field?.type === 'number' ? 'decimal' : 'text'} maxLength={2000} {...common} />;
}
