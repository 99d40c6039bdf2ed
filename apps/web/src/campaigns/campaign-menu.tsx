// What can be done with a campaign in the list: a copy to write on, or, for a draft, deleting it.
'use client';

import type { CampaignSummary } from '@doorstep/contracts';
import { ActionIcon, Menu, Text } from '@mantine/core';
import { CopyPlus, Ellipsis, Repeat, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { campaigns } from '../client/campaigns';
import { Dialog } from '../parts/dialog';
import { Link } from '../parts/link';
import { useAction } from '../parts/use-action';
import { campaignsKey } from './campaigns-key';
import { useCopy } from './use-copy';

interface CampaignMenuProps {
  campaign: CampaignSummary;
  onDeleted?: () => void;
}

function DeleteDraftDialog({ campaign, close, onDeleted }: CampaignMenuProps & { close: () => void }) {
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

export function CampaignMenu({ campaign, onDeleted }: CampaignMenuProps) {
  const [isDeleting, setIsDeleting] = useState(false);
  const copy = useCopy();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${campaign.name}`} loading={copy.isPending}>
            <Ellipsis size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<CopyPlus size={14} aria-hidden />} onClick={() => copy.mutate(campaign.id)}>
            Write a copy
          </Menu.Item>
          <Menu.Item
            component={Link}
            href={`/campaigns/series?new=true&campaignId=${campaign.id}`}
            leftSection={<Repeat size={14} aria-hidden />}
          >
            Make a series of it
          </Menu.Item>
          {campaign.state === 'draft' && (
            <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setIsDeleting(true)}>
              Delete the draft
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isDeleting && (
        <DeleteDraftDialog campaign={campaign} close={() => setIsDeleting(false)} {...(onDeleted && { onDeleted })} />
      )}
    </>
  );
}
