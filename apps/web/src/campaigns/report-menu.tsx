// What is done with a report as a whole: put on paper, shared over a link.
'use client';

import { Button } from '@mantine/core';
import { Printer, Share2 } from 'lucide-react';
import { useState } from 'react';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { May } from '../parts/may';

const ShareDialog = late(() => import('./share-dialog').then((file) => file.ShareDialog));

export function ReportMenu({ campaignId }: { campaignId: string }) {
  const [isSharing, setIsSharing] = useState(false);
  return (
    <>
      <May scope="campaigns:send">
        <Button variant="default" leftSection={<Share2 size={14} aria-hidden />} onClick={() => setIsSharing(true)}>
          Share
        </Button>
      </May>
      <Button
        component={Link}
        href={`/campaigns/${campaignId}/paper`}
        variant="default"
        leftSection={<Printer size={14} aria-hidden />}
      >
        On paper
      </Button>
      {isSharing && <ShareDialog campaignId={campaignId} close={() => setIsSharing(false)} />}
    </>
  );
}
