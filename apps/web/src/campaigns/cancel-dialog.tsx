// Cancelling a campaign: how many will not get it, and that it cannot go on.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { campaigns } from '../client/campaigns';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { stillOpen } from './tally';

const people = (value: number) => counted(value, 'person', 'people');

export function CancelDialog({ campaign, close }: { campaign: Campaign; close: () => void }) {
  const cancel = useAction({
    run: () => campaigns.cancel(campaign.id),
    changes: [campaignKey(campaign.id), campaignsKey, ['overview']],
    done: `“${campaign.name}” is cancelled`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const open = stillOpen(campaign.tally);
  const accepted = campaign.tally.states.accepted ?? 0;
  const hasBegun = campaign.startedAt !== null;
  return (
    <Dialog
      title={`Cancel “${campaign.name}”`}
      isOpen
      close={close}
      act="Cancel the campaign"
      isDangerous
      isBusy={cancel.isPending}
      error={cancel.error}
      onAct={() => cancel.mutate(undefined)}
    >
      <Text size="sm">
        {hasBegun
          ? `${people(open)} will not get it. ${people(accepted)} got it already: what a mail server has taken cannot be called back.`
          : 'Nobody was mailed yet, and nobody will be.'}{' '}
        A cancelled campaign cannot go on; you can write a copy of it.
      </Text>
    </Dialog>
  );
}
