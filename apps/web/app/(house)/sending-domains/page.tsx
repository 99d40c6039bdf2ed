// The domains campaigns come from, and their DNS records.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { domainsQuestion } from '../../../src/sending-domains/domains-key';
import { SendingDomainsPage } from '../../../src/sending-domains/sending-domains-page';

export const metadata: Metadata = { title: 'Sending domains' };

export default function Page() {
  return (
    <AskedAhead questions={[domainsQuestion]}>
      <SendingDomainsPage />
    </AskedAhead>
  );
}
