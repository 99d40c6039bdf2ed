// Keys for programs.
import type { Metadata } from 'next';
import { ApiKeysPage } from '../../../../src/settings/api-keys-page';

export const metadata: Metadata = { title: 'API keys' };

export default function Page() {
  return <ApiKeysPage />;
}
