// Showing a report to somebody without an account.
'use client';

import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { reports } from '../client/reports';
import { ShareLinkDialog } from '../parts/share-link-dialog';
import { campaignKey } from './campaigns-key';

const lengths = [
  { value: '7', label: 'a week' },
  { value: '30', label: '30 days' },
  { value: '365', label: 'a year' },
];

export function ShareDialog({ campaignId, close }: { campaignId: string; close: () => void }) {
  const [showsAddresses, setShowsAddresses] = useState(false);
  return (
    <ShareLinkDialog
      title="Share this report"
      about="Whoever has the link reads the report, without signing in. It shows numbers, never who opened or clicked."
      links={{
        key: [...campaignKey(campaignId), 'share-links'],
        list: () => reports.shareLinks(campaignId),
        make: (days) => reports.share(campaignId, { days, showsAddresses }),
        revoke: (linkId) => reports.revoke(campaignId, linkId),
      }}
      lengths={lengths}
      days="30"
      more={(link) => (link.showsAddresses ? ', with addresses' : '')}
      close={close}
    >
      <Checkbox
        label="Also list the addresses that did not get it"
        checked={showsAddresses}
        onChange={(event) => setShowsAddresses(event.currentTarget.checked)}
      />
    </ShareLinkDialog>
  );
}
