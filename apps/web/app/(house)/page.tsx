// The first page: what needs you, what runs, how it goes.
import type { Metadata } from 'next';
import { AskedAhead } from '../../src/ahead/asked-ahead';
import { isUsual, type Search } from '../../src/ahead/chosen';
import { OverviewPage } from '../../src/overview/overview-page';
import { overviewQuestion } from '../../src/overview/overview-question';

export const metadata: Metadata = { title: 'Overview' };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <AskedAhead questions={(await isUsual(searchParams)) ? [overviewQuestion('7')] : []}>
      <OverviewPage />
    </AskedAhead>
  );
}
