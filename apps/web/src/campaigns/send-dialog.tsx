// The last question before a campaign goes out: to how many, from whom, and that it cannot be called back.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { campaigns } from '../client/campaigns';
import { Dialog } from '../parts/dialog';
import { count, counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { EndingLine } from './ending-line';

/** Above this the number is typed once more: a wrong list is noticed here or nowhere. */
const TYPED_ABOVE = 1000;

interface SendDialogProps {
  campaign: Campaign;
  willGetIt: number;
  close: () => void;
}

export function SendDialog({ campaign, willGetIt, close }: SendDialogProps) {
  const [typed, setTyped] = useState('');
  const send = useAction({
    run: () => campaigns.send(campaign.id),
    changes: [campaignKey(campaign.id), campaignsKey, ['overview']],
    done: `“${campaign.name}” is on its way`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const isTyped = willGetIt > TYPED_ABOVE;
  return (
    <Dialog
      title={`Send “${campaign.name}” now`}
      isOpen
      close={close}
      act={`Send to ${counted(willGetIt, 'person', 'people')}`}
      isBusy={send.isPending}
      isDisabled={isTyped && typed.replace(/\D/g, '') !== String(willGetIt)}
      error={send.error}
      onAct={() => send.mutate(undefined)}
    >
      <Text size="sm">
        “{campaign.subject}” goes to <strong>{counted(willGetIt, 'person', 'people')}</strong>, from{' '}
        <span className="mono">{campaign.fromAddress ?? campaign.fromLocal}</span>. You can pause or cancel it, but what
        a mail server has taken cannot be called back.
      </Text>
      <EndingLine campaignId={campaign.id} />
      {isTyped && (
        <TextInput
          label={`Type the number of people: ${count(willGetIt)}`}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Dialog>
  );
}
