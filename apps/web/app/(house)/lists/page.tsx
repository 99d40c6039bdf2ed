// The lists people are on.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { listsQuestion } from '../../../src/lists/list-questions';
import { ListsPage } from '../../../src/lists/lists-page';

export const metadata: Metadata = { title: 'Lists' };

export default function Page() {
  return (
    <AskedAhead questions={[listsQuestion]}>
      <ListsPage />
    </AskedAhead>
  );
}
