// The records of a domain for somebody without an account, who manages its DNS.
'use client';

import { sendingDomains } from '../client/deliverability';
import { ShareLinkDialog } from '../parts/share-link-dialog';

const lengths = [
  { value: '7', label: 'a week' },
  { value: '14', label: 'two weeks' },
  { value: '90', label: '90 days' },
];

export function RecordsLinkDialog({ id, name, close }: { id: string; name: string; close: () => void }) {
  return (
    <ShareLinkDialog
      title={`Records of ${name}, as a link`}
      about="Whoever has the link sees what to set in the DNS and what is right already, without signing in; it follows what is found. Nothing else is shown."
      links={{
        key: ['sending-domain', id, 'share-links'],
        list: () => sendingDomains.shareLinks(id),
        make: (days) => sendingDomains.share(id, { days }),
        revoke: (linkId) => sendingDomains.revoke(id, linkId),
      }}
      lengths={lengths}
      days="14"
      close={close}
    />
  );
}
