// One list: who is on it, how mail to them goes, who uses it.
import type { Metadata } from 'next';
import { ListPage } from '../../../../src/lists/list-page';

export const metadata: Metadata = { title: 'List' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ListPage id={id} />;
}
