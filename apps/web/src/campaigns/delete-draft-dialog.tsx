// Deleting a draft: nobody was mailed, so only its content goes.
'use client';

import type { CampaignSummary } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { campaigns } from '../client/campaigns';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { campaignsKey } from './campaigns-key';

interface DeleteDraftDialogProps {
  campaign: CampaignSummary;
  close: () => void;
  onDeleted?: () => void;
}

export function DeleteDraftDialog({ campaign, close, onDeleted }: DeleteDraftDialogProps) {
  const remove = useAction({
    run: () => campaigns.remove(campaign.id),
    changes: [campaignsKey],
    done: `“${campaign.name}” is deleted`,
    isFaultShownInPlace: true,
    onDone: () => {
      close();
      onDeleted?.();
    },
  });
  return (
    <Dialog
      title={`Delete “${campaign.name}”`}
      isOpen
      close={close}
      act="Delete the draft"
      isDangerous
      isBusy={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate(undefined)}
    >
      <Text size="sm">Its content goes for good. Nobody was mailed, so nothing else is lost.</Text>
    </Dialog>
  );
}
