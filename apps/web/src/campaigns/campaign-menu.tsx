// What can be done with a campaign in the list: a copy to write on, or, for a draft, deleting it.
'use client';

import type { CampaignSummary } from '@doorstep/contracts';
import { ActionIcon, Menu } from '@mantine/core';
import { CopyPlus, Ellipsis, Repeat, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { useCopy } from './use-copy';

const DeleteDraftDialog = late(() => import('./delete-draft-dialog').then((file) => file.DeleteDraftDialog));

interface CampaignMenuProps {
  campaign: CampaignSummary;
  onDeleted?: () => void;
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
