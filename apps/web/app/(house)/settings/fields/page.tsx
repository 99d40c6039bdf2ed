// What the values of people have to be.
import type { Metadata } from 'next';
import { FieldsPage } from '../../../../src/fields/fields-page';

export const metadata: Metadata = { title: 'Custom fields' };

export default function Page() {
  return <FieldsPage />;
}
