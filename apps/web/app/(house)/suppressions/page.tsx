// Addresses no campaign may mail.
import type { Metadata } from 'next';
import { SuppressionsPage } from '../../../src/suppressions/suppressions-page';

export const metadata: Metadata = { title: 'Suppressions' };

export default function Page() {
  return <SuppressionsPage />;
}
