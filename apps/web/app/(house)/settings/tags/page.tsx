// Words on people, across lists.
import type { Metadata } from 'next';
import { TagsPage } from '../../../../src/fields/tags-page';

export const metadata: Metadata = { title: 'Tags' };

export default function Page() {
  return <TagsPage />;
}
