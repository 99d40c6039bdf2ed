// Addresses no campaign may mail.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { isUsual, type Search } from '../../../src/ahead/chosen';
import { suppressionsQuestion, usualSuppressions } from '../../../src/suppressions/suppressions-key';
import { SuppressionsPage } from '../../../src/suppressions/suppressions-page';

export const metadata: Metadata = { title: 'Suppressions' };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <AskedAhead questions={(await isUsual(searchParams)) ? [suppressionsQuestion(usualSuppressions)] : []}>
      <SuppressionsPage />
    </AskedAhead>
  );
}
