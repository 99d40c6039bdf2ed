// Lifting a suppression: what it rests on is shown once more, and a reason is kept with the act.
'use client';

import type { Suppression } from '@doorstep/contracts';
import { Anchor, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { suppressions } from '../client/audience';
import { addressHref } from '../parts/address-link';
import { Dialog } from '../parts/dialog';
import { Link } from '../parts/link';
import { counted } from '../parts/numbers';
import { RawReply } from '../parts/raw-reply';
import { useAction } from '../parts/use-action';
import { causeWords } from '../parts/words';
import { AskDialog } from './ask-dialog';
import { evidenceReply } from './evidence-words';
import { LastResults } from './last-results';
import { suppressionsKey } from './suppressions-key';

interface LiftDialogProps {
  suppression: Suppression;
  close: () => void;
}

/** A complaint nobody here lifts: the person is asked. */
export function LiftDialog(props: LiftDialogProps) {
  return props.suppression.cause === 'complaint' ? <AskDialog {...props} /> : <LiftOwn {...props} />;
}

function LiftOwn({ suppression, close }: LiftDialogProps) {
  const who = suppression.address ?? suppression.domainName ?? '';
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (value) => (value.trim() === '' ? 'A few words: it stays in the history' : null),
    },
  });
  const lift = useAction({
    run: (values: typeof form.values) => suppressions.lift(suppression.id, values.reason.trim()),
    changes: [suppressionsKey, ['address'], ['subscribers']],
    done: `Campaigns may mail ${who} again`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const reply = evidenceReply(suppression);
  return (
    <Dialog
      title={`Lift the suppression of ${who}`}
      isOpen
      close={close}
      act="Lift it"
      isDangerous
      isBusy={lift.isPending}
      error={lift.error}
      onAct={form.onSubmit((values) => lift.mutate(values))}
    >
      <Text size="sm">
        {causeWords[suppression.cause]}. The next campaign mails this {suppression.scope} again
        {suppression.hits > 0 && `; ${counted(suppression.hits, 'message was', 'messages were')} held back so far`}.
        {suppression.cause === 'hard_bounce' &&
          ' If their server refuses once more, it is suppressed again at once: one try, for refusals cost you reputation.'}
        {suppression.cause === 'soft_bounces' && ' The next failure of the kind puts it back at once: one try.'}
        {suppression.cause === 'unsubscribed_all' && ' This person left: lift it only if they asked to come back.'}
      </Text>
      {reply && <RawReply text={reply} />}
      <LastResults id={suppression.id} />
      {suppression.address && (
        <Text size="sm">
          <Anchor component={Link} href={addressHref(suppression.address)}>
            See the whole history first
          </Anchor>
        </Text>
      )}
      <TextInput
        label="Why"
        placeholder="She wrote on 3 May that the mailbox works again"
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}
