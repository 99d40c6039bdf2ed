// One list: who is on it, how mail to them goes, who uses it.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../../src/ahead/asked-ahead';
import { ListPage } from '../../../../src/lists/list-page';
import { healthQuestion, listQuestion } from '../../../../src/lists/list-questions';

export const metadata: Metadata = { title: 'List' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <AskedAhead questions={[listQuestion(id), healthQuestion(id)]}>
      <ListPage id={id} />
    </AskedAhead>
  );
}
