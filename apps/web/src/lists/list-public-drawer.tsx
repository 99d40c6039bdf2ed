// What readers see of a list: language, name, the form to sign up with, past issues, and where all of it is.
'use client';

import type { ListPublic, PublicLanguage } from '@doorstep/contracts';
import {
  Anchor,
  Button,
  Drawer,
  Group,
  Select,
  Skeleton,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { lists } from '../client/audience';
import { CopyButton } from '../parts/copy';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { useAction } from '../parts/use-action';
import { listsKey } from './list-questions';

const languages: readonly { value: PublicLanguage; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
  { value: 'fr', label: 'Français' },
  { value: 'es', label: 'Español' },
  { value: 'it', label: 'Italiano' },
  { value: 'nl', label: 'Nederlands' },
];

const publicKey = (id: string) => [...listsKey, 'public', id] as const;

export function ListPublicDrawer({ id, close }: { id: string; close: () => void }) {
  const settings = useQuery({ queryKey: publicKey(id), queryFn: () => lists.public(id) });
  return (
    <Drawer
      opened
      onClose={close}
      size="lg"
      title="Form, language and archive"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {settings.error && <ProblemBox error={settings.error} again={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton height={320} />}
      {settings.data && <Settings id={id} settings={settings.data} close={close} />}
    </Drawer>
  );
}

function Settings({ id, settings, close }: { id: string; settings: ListPublic; close: () => void }) {
  const { language, publicName, publicDescription, hasForm, thanksUrl, snippet } = settings;
  const { hasArchive, archiveIsIndexed } = settings;
  const form = useForm({
    initialValues: {
      ...{ language, publicName, publicDescription, hasForm, hasArchive, archiveIsIndexed },
      thanksUrl: thanksUrl ?? '',
    },
    validate: {
      thanksUrl: (value) =>
        value === '' || /^https:\/\/\S+$/.test(value) ? null : 'An address that begins with https://',
    },
  });
  const save = useAction({
    run: (values: typeof form.values) =>
      lists.changePublic(id, { ...values, thanksUrl: values.thanksUrl === '' ? null : values.thanksUrl }),
    changes: [publicKey(id)],
    isFaultShownInPlace: true,
    done: 'Saved',
    onDone: close,
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="md">
        <Select
          label="Language of its pages and of the message that asks to confirm"
          data={[...languages]}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
        <TextInput
          label="Name that readers see"
          description="Empty: the name of the list"
          maxLength={200}
          {...form.getInputProps('publicName')}
        />
        <Textarea
          label="What it is about"
          description="A sentence or two above the form"
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps('publicDescription')}
        />
        <Switch
          label="Anybody may sign up over the form"
          description="Everybody is asked by mail to confirm before anything else comes."
          {...form.getInputProps('hasForm', { type: 'checkbox' })}
        />
        <TextInput
          label="Where a reader is led after signing up"
          description="Empty: a page of ours that says what comes next"
          placeholder="https://www.example.org/thanks"
          {...form.getInputProps('thanksUrl')}
        />
        <Switch
          label="Anybody may read past issues"
          description="Campaigns to the whole list stand in its archive, without anybody’s data in them. Each campaign can be shown or hidden by itself."
          {...form.getInputProps('hasArchive', { type: 'checkbox' })}
        />
        {form.values.hasArchive && (
          <Switch
            label="Search engines may list them"
            {...form.getInputProps('archiveIsIndexed', { type: 'checkbox' })}
          />
        )}
        {save.error && <ProblemBox error={save.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
        <Places settings={settings} />
        {hasForm ? (
          <div>
            <Text size="sm" mb={4}>
              The form for a page of yours; it needs no script and sets no cookie:
            </Text>
            <RawReply text={snippet} what="HTML of the form" />
          </div>
        ) : (
          <Text size="sm" c="dimmed">
            Once the form is open, its address and the HTML for a page of yours stand here.
          </Text>
        )}
      </Stack>
    </form>
  );
}

/** Where readers find it, as it is saved. */
function Places({ settings }: { settings: ListPublic }) {
  const { hasForm, hasArchive, formUrl, linkUrl, archiveUrl, feedUrl } = settings;
  const places: [name: string, url: string, isOpen: boolean][] = [
    ['The form', formUrl, hasForm],
    ['A reader’s link to everything about her', linkUrl, true],
    ['Past issues', archiveUrl, hasArchive],
    ['Past issues as a feed', feedUrl, hasArchive],
  ];
  return (
    <Stack gap={8}>
      {places
        .filter(([, , isOpen]) => isOpen)
        .map(([name, url]) => (
          <Text size="sm" key={name}>
            {name}:{' '}
            <Anchor href={url} target="_blank" rel="noreferrer" size="sm" style={{ overflowWrap: 'anywhere' }}>
              {url}
            </Anchor>{' '}
            <CopyButton value={url} what={`address: ${name}`} />
          </Text>
        ))}
    </Stack>
  );
}
