// Adding a bounce mailbox or changing one. An empty password keeps the one that is stored.
'use client';

import type { BounceMailbox, NewBounceMailbox } from '@doorstep/contracts';
import { NumberInput, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { bounceMailboxes } from '../client/deliverability';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { afterReadingWords, protocolWords, tlsWords, usualPort } from './mailbox-words';
import { mailboxesKey } from './mailboxes-key';

const blank: NewBounceMailbox = {
  name: '',
  protocol: 'imap',
  host: '',
  port: 993,
  tls: 'implicit',
  username: '',
  password: '',
  folder: 'INBOX',
  afterReading: 'keep',
  moveTo: null,
};

const options = <Value extends string>(words: Record<Value, string>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value, label }));

/** The values of a stored mailbox as the form shows them; the password is never given out. */
function valuesOf(mailbox: BounceMailbox | null) {
  const given = mailbox ?? blank;
  return {
    name: given.name,
    protocol: given.protocol,
    host: given.host,
    port: given.port,
    tls: given.tls,
    username: given.username,
    password: '',
    folder: given.folder,
    afterReading: given.afterReading,
    moveTo: given.moveTo ?? '',
  };
}

type Values = ReturnType<typeof valuesOf>;

function save(mailbox: BounceMailbox | null, { password, moveTo, ...values }: Values) {
  const rest = { ...values, moveTo: values.afterReading === 'move' ? moveTo.trim() : null };
  if (mailbox === null) return bounceMailboxes.create({ ...rest, password });
  return bounceMailboxes.change(mailbox.id, { ...rest, ...(password !== '' && { password }) });
}

const required = (words: string) => (value: string) => (value.trim() === '' ? words : null);

export function MailboxDialog({ mailbox, close }: { mailbox: BounceMailbox | null; close: () => void }) {
  const form = useForm<Values>({
    initialValues: valuesOf(mailbox),
    validate: {
      name: required('A name, such as “Bounces”'),
      host: required('The name of the server, such as imap.example.org'),
      username: required('Usually the whole address'),
      password: (value) => (mailbox === null && value === '' ? 'The password of the mailbox' : null),
      moveTo: (value, values) => (values.afterReading === 'move' && value.trim() === '' ? 'Which folder' : null),
    },
  });
  const keep = useAction({
    run: (values: Values) => save(mailbox, values),
    changes: [mailboxesKey, ['overview']],
    done: (saved) => `“${saved.name}” is ${mailbox === null ? 'added; test it now' : 'saved'}`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = keep.error instanceof ApiProblem ? keep.error : null;
  const field = (name: keyof Values) => ({
    ...form.getInputProps(name),
    error: form.errors[name] ?? fault?.fieldDetail(name),
  });
  const server = (change: Partial<Pick<Values, 'protocol' | 'tls'>>) => {
    const next = { ...form.values, ...change };
    const wasUsual = form.values.port === usualPort(form.values.protocol, form.values.tls);
    form.setValues({ ...next, ...(wasUsual && { port: usualPort(next.protocol, next.tls) }) });
  };
  const isImap = form.values.protocol === 'imap';
  return (
    <Dialog
      title={mailbox === null ? 'Add a bounce mailbox' : `Change “${mailbox.name}”`}
      isOpen
      close={close}
      act={mailbox === null ? 'Add the mailbox' : 'Save'}
      isBusy={keep.isPending}
      error={keep.error}
      onAct={form.onSubmit((values) => keep.mutate(values))}
    >
      <TextInput label="Name" required data-autofocus {...field('name')} />
      <SegmentedControl
        aria-label="Protocol"
        data={options(protocolWords)}
        value={form.values.protocol}
        onChange={(protocol) => server({ protocol: protocol as Values['protocol'] })}
      />
      <TextInput label="Server" required spellCheck={false} autoComplete="off" {...field('host')} />
      <Select
        label="Encryption"
        data={options(tlsWords)}
        allowDeselect={false}
        value={form.values.tls}
        onChange={(tls) => tls !== null && server({ tls: tls as Values['tls'] })}
      />
      <NumberInput label="Port" min={1} max={65535} allowDecimal={false} hideControls required {...field('port')} />
      <TextInput label="User name" required spellCheck={false} autoComplete="off" {...field('username')} />
      <PasswordInput
        label="Password"
        description={mailbox === null ? undefined : 'Leave it empty to keep the one that is stored'}
        required={mailbox === null}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        {...field('password')}
      />
      {isImap && <TextInput label="Folder" required spellCheck={false} {...field('folder')} />}
      <Select
        label="After reading, bounce messages"
        description="Messages that are no bounce are never touched"
        data={options(afterReadingWords).filter(({ value }) => isImap || value !== 'move')}
        allowDeselect={false}
        {...field('afterReading')}
      />
      {isImap && form.values.afterReading === 'move' && (
        <TextInput label="Folder they move to" required spellCheck={false} {...field('moveTo')} />
      )}
    </Dialog>
  );
}
