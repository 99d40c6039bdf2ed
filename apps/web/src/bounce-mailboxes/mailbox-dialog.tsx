// Adding a bounce mailbox or changing one, tried out before it is stored. Secrets left empty keep the stored ones.
'use client';

import type { BounceMailbox, MailboxTest } from '@doorstep/contracts';
import { Autocomplete, Button, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '../client/api';
import { bounceMailboxes } from '../client/deliverability';
import { Dialog } from '../parts/dialog';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import {
  apiFieldOf,
  type FieldOf,
  faultsOf,
  type MailboxForm,
  type MailboxValues,
  requestOf,
  valuesOf,
} from './mailbox-form';
import classes from './mailbox-section.module.css';
import { afterReadingWords, choices, isImapOnly, protocolWords, tlsWords, usualPort } from './mailbox-words';
import { mailboxesKey } from './mailboxes-key';
import { SignInFields } from './sign-in-fields';
import { TestSteps } from './test-steps';

function save(mailbox: BounceMailbox | null, values: MailboxValues) {
  const request = requestOf(values);
  return mailbox === null ? bounceMailboxes.create(request) : bounceMailboxes.change(mailbox.id, request);
}

export function MailboxDialog({ mailbox, close }: { mailbox: BounceMailbox | null; close: () => void }) {
  const form = useForm<MailboxValues>({
    initialValues: valuesOf(mailbox),
    validate: (values) => faultsOf(values, mailbox),
  });
  const keep = useAction({
    run: (values: MailboxValues) => save(mailbox, values),
    changes: [mailboxesKey, ['overview']],
    done: (saved) => `“${saved.name}” is ${mailbox === null ? 'added' : 'saved'}; it is read now`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const trial = useAction({
    run: (values: MailboxValues) =>
      bounceMailboxes.try({ ...requestOf(values), ...(mailbox !== null && { mailboxId: mailbox.id }) }),
    isFaultShownInPlace: true,
  });
  const faults = [keep.error, trial.error].filter((error) => error instanceof ApiProblem);
  const field: FieldOf = (name) => {
    const said = faults.map((fault) => fault.fieldDetail(apiFieldOf(name))).find((words) => words !== undefined);
    return { ...form.getInputProps(name), error: form.errors[name] ?? said };
  };
  const isNameless = form.values.name.trim() === '';
  const tryOut = () => {
    // A name is not needed to try settings out.
    const values = isNameless ? { ...form.values, name: form.values.host || 'Bounces' } : form.values;
    const missing = faultsOf(values, mailbox);
    form.setErrors(missing);
    if (Object.keys(missing).length === 0) trial.mutate(values);
  };
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
      <ServerFields form={form} field={field} />
      <SignInFields form={form} field={field} mailbox={mailbox} />
      <ReadingFields form={form} field={field} folders={trial.data?.folders ?? []} />
      <div>
        <Button variant="default" onClick={tryOut} loading={trial.isPending}>
          Try these settings
        </Button>
      </div>
      {trial.error && <ProblemBox error={trial.error} />}
      {trial.data && <Outcome test={trial.data} />}
    </Dialog>
  );
}

function Outcome({ test }: { test: MailboxTest }) {
  const shown = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new outcome is brought into view
  useEffect(() => {
    shown.current?.scrollIntoView({ block: 'nearest' });
  }, [test]);
  return (
    <div className={classes.narrow} aria-live="polite" ref={shown}>
      <TestSteps test={test} />
    </div>
  );
}

function ServerFields({ form, field }: { form: MailboxForm; field: FieldOf }) {
  const server = (change: Partial<Pick<MailboxValues, 'protocol' | 'tls'>>) => {
    const next = { ...form.values, ...change };
    const wasUsual = form.values.port === usualPort(form.values.protocol, form.values.tls);
    // What is not offered must not stay chosen unseen.
    const afterReading = next.protocol === 'pop3' && isImapOnly(next.afterReading) ? 'keep' : next.afterReading;
    form.setValues({ ...next, afterReading, ...(wasUsual && { port: usualPort(next.protocol, next.tls) }) });
  };
  return (
    <>
      <SegmentedControl
        aria-label="Protocol"
        data={choices(protocolWords)}
        value={form.values.protocol}
        onChange={(protocol) => server({ protocol: protocol as MailboxValues['protocol'] })}
      />
      <TextInput label="Server" required spellCheck={false} autoComplete="off" {...field('host')} />
      <Select
        label="Encryption"
        data={choices(tlsWords)}
        allowDeselect={false}
        value={form.values.tls}
        onChange={(tls) => tls !== null && server({ tls: tls as MailboxValues['tls'] })}
      />
      <NumberInput label="Port" min={1} max={65535} allowDecimal={false} hideControls required {...field('port')} />
    </>
  );
}

function ReadingFields({ form, field, folders }: { form: MailboxForm; field: FieldOf; folders: readonly string[] }) {
  const isImap = form.values.protocol === 'imap';
  const hint = folders.length > 0 ? undefined : 'After “Try these settings” the server’s folders are offered here';
  return (
    <>
      {isImap && (
        <Autocomplete
          label="Folder"
          description={hint}
          required
          spellCheck={false}
          data={[...folders]}
          {...field('folder')}
        />
      )}
      <Select
        label="After reading, bounce messages"
        description="Messages that are no bounce are never touched"
        data={choices(afterReadingWords).filter(({ value }) => isImap || !isImapOnly(value))}
        allowDeselect={false}
        {...field('afterReading')}
      />
      {isImap && form.values.afterReading === 'move' && (
        <Autocomplete
          label="Folder they move to"
          required
          spellCheck={false}
          data={[...folders]}
          {...field('moveTo')}
        />
      )}
    </>
  );
}
