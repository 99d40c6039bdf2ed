// Changing what a source address greets with, its pool, its note.
'use client';

import type { SourceAddress } from '@doorstep/contracts';
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { sourceAddresses } from '../client/sending';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { sourceName } from './source-words';
import { sourcesKey } from './sources-key';

export function ChangeSource({ source, close }: { source: SourceAddress; close: () => void }) {
  const form = useForm({ initialValues: { ehloName: source.ehloName ?? '', pool: source.pool, note: source.note } });
  const change = useAction({
    run: ({ ehloName, pool, note }: typeof form.values) =>
      sourceAddresses.change(source.id, { ehloName: ehloName.trim() || null, pool: pool.trim(), note: note.trim() }),
    changes: [sourcesKey],
    done: `${sourceName(source)} is changed`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = change.error instanceof ApiProblem ? change.error : null;
  const poolFault = fault?.fieldDetail('pool');
  return (
    <Dialog
      title={`Change ${sourceName(source)}`}
      isOpen
      close={close}
      act="Change it"
      isBusy={change.isPending}
      error={poolFault ? null : change.error}
      onAct={form.onSubmit((values) => change.mutate(values))}
    >
      <TextInput
        label="Name it greets with"
        description="Its PTR name; empty for the name of the machine"
        data-autofocus
        spellCheck={false}
        {...form.getInputProps('ehloName')}
      />
      <TextInput label="Pool" spellCheck={false} {...form.getInputProps('pool')} error={poolFault} />
      <TextInput label="Note" {...form.getInputProps('note')} />
    </Dialog>
  );
}
