// One import, from its columns to its result.
import type { Metadata } from 'next';
import { ImportPage } from '../../../../src/imports/import-page';

export const metadata: Metadata = { title: 'Import' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ImportPage id={id} />;
}
