// What is held since a backup was restored.
import type { Metadata } from 'next';
import { RestoredPage } from '../../../../src/restores/restored-page';

export const metadata: Metadata = { title: 'A restored backup' };

export default function Page() {
  return <RestoredPage />;
}
