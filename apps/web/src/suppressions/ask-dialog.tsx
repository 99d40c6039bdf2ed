// A complaint is lifted by the person alone: from here one message can go to her, if she asked over another channel.
'use client';

import type { Suppression } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { suppressions } from '../client/audience';
import { Actor } from '../parts/actor';
import { Dialog } from '../parts/dialog';
import { Moment } from '../parts/moment';
import { useAction } from '../parts/use-action';
import { askedWords } from './asked-words';
import { suppressionsKey } from './suppressions-key';

export function AskDialog({ suppression, close }: { suppression: Suppression; close: () => void }) {
  const who = suppression.address ?? '';
  const { asked } = suppression;
  const form = useForm({
    initialValues: { heard: '' },
    validate: { heard: (value) => (value.trim() === '' ? 'How and when she asked: it stays in the history' : null) },
  });
  const ask = useAction({
    run: (values: typeof form.values) => suppressions.ask(suppression.id, values.heard.trim()),
    changes: [suppressionsKey, ['address']],
    done: `One message goes to ${who}. Her own press lifts the complaint`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Ask ${who} by mail`}
      isOpen
      close={close}
      act="Send her the question"
      isBusy={ask.isPending}
      error={ask.error}
      onAct={form.onSubmit((values) => ask.mutate(values))}
    >
      <Text size="sm">
        This person marked your mail as spam. Only she can lift that: one message asks her, and the button on its page
        lets your mail come again. Nobody here can press it for her.
      </Text>
      <Text size="sm" p={12} bg="var(--wash-warn)" style={{ borderRadius: 8 }}>
        Only if she asked for your mail again by another channel: by phone, in a letter, in person. A message to
        somebody who did not ask is a second complaint.
      </Text>
      {asked && (
        <Text size="sm" role="status">
          Asked <Moment at={asked.at} /> by{' '}
          <Actor name={asked.by} at={asked.at} about={`suppressions:${suppression.id}`} /> (“{asked.heard}”):{' '}
          {askedWords[asked.state]}
        </Text>
      )}
      <TextInput
        label="How she asked"
        placeholder="She called on 3 May"
        required
        data-autofocus
        {...form.getInputProps('heard')}
      />
    </Dialog>
  );
}
