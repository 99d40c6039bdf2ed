// The keys of unsubscribe links and return paths.
import type { Metadata } from 'next';
import { LinkKeysPage } from '../../../../src/link-keys/link-keys-page';

export const metadata: Metadata = { title: 'Link keys' };

export default function Page() {
  return <LinkKeysPage />;
}
