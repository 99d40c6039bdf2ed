// A mistyped address put right for one person: before and after, what comes of it, and the way back.
'use client';

import type { AddressCorrection } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { ApiProblem } from '../client/api';
import { subscribers } from '../client/audience';
import { chronic } from '../client/chronic';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import classes from './correct-dialog.module.css';

const TYPING_MS = 300;
const changes = [['address'], ['subscribers'], ['subscriber'], ['lists'], ['chronic'], ['audit']];

const problemWords: Record<NonNullable<AddressCorrection['problem']>, string> = {
  same: 'This is her address already.',
  on_the_list: 'This address is a subscriber already. Delete this one if they are the same person.',
  held_back: 'This address is held back: no campaign would go to it. See its page first.',
};

interface CorrectDialogProps {
  subscriberId: string;
  address: string;
  /** What was probably meant, where something looks mistyped. */
  meant: string | null;
  close: () => void;
  /** Once it is done: the address she has now. */
  done?: (after: string) => void;
}

export function CorrectDialog({ subscriberId, address, meant, close, done }: CorrectDialogProps) {
  const form = useForm({
    initialValues: { to: meant ?? address, reason: '' },
    validate: { reason: (value) => (value.trim().length < 3 ? 'A few words for those who work with you' : null) },
  });
  const [to] = useDebouncedValue(form.values.to.trim(), TYPING_MS);
  const preview = useQuery({
    queryKey: ['subscriber', subscriberId, 'correction', to],
    queryFn: () => subscribers.previewCorrection(subscriberId, to),
    enabled: to !== address && to.includes('@'),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const undo = useAction({ run: chronic.undo, changes, done: `It is ${address} again` });
  const correct = useAction({
    run: ({ to: wanted, reason }: typeof form.values) =>
      subscribers.correct(subscriberId, { to: wanted.trim(), reason: reason.trim() }),
    changes,
    isFaultShownInPlace: true,
    onDone: ({ correctionId, before, after }) => {
      close();
      notifyWithUndo(`${before} is ${after} now`, () => undo.mutate(correctionId));
      done?.(after);
    },
  });
  const isAsked = to === form.values.to.trim() && to !== address;
  const known = isAsked && !preview.error ? preview.data : undefined;
  const fault = [preview.error, correct.error].find((error) => error instanceof ApiProblem) as ApiProblem | undefined;
  const problem = known?.problem ? problemWords[known.problem] : isAsked ? fault?.fieldDetail('to') : undefined;
  return (
    <Dialog
      title="Correct the address"
      isOpen
      close={close}
      act="Correct the address"
      isBusy={correct.isPending}
      isDisabled={!known || known.problem !== null || preview.isPlaceholderData}
      error={fault?.fieldDetail('to') === undefined ? correct.error : null}
      onAct={form.onSubmit((values) => correct.mutate(values))}
    >
      <TextInput
        label="The right address"
        type="email"
        required
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('to')}
        error={problem}
      />
      {known?.problem === null && known.after !== null && <WhatComes correction={known} after={known.after} />}
      <TextInput label="Why" required placeholder="She told us by phone" {...form.getInputProps('reason')} />
    </Dialog>
  );
}

function WhatComes({ correction, after }: { correction: AddressCorrection; after: string }) {
  const { before, lists, waiting } = correction;
  const asking = lists.filter(({ asksAnew }) => asksAnew);
  return (
    <div role="status">
      <p className={classes.change}>
        <span className="mono">{before}</span>
        <ArrowRight size={16} strokeWidth={1.75} role="img" aria-label="becomes" />
        <span className="mono">{after}</span>
      </p>
      <Text size="sm">
        {lists.length === 0
          ? 'She is on no list; name, fields and tags go along. '
          : `${lists.map(({ name }) => `“${name}”`).join(', ')}, consent, name, fields and tags go along. `}
        {asking.length > 0 &&
          `${asking.map(({ name }) => `“${name}”`).join(', ')} ${asking.length === 1 ? 'asks' : 'ask'} the right address to confirm first. `}
        {waiting > 0 &&
          `${counted(waiting, 'message', 'messages')} on the way still ${waiting === 1 ? 'goes' : 'go'} to the old one. `}
        What happened to the old address stays with it. It can be undone.
      </Text>
    </div>
  );
}
