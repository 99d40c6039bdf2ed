// People whose mail fails issue after issue, grouped by cause and mail server.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { isUsual, type Search } from '../../../src/ahead/chosen';
import { ChronicPage } from '../../../src/chronic/chronic-page';
import { groupsQuestion, ruleQuestion } from '../../../src/chronic/chronic-questions';

export const metadata: Metadata = { title: 'Chronic bounces' };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <AskedAhead questions={(await isUsual(searchParams)) ? [groupsQuestion('open'), ruleQuestion] : []}>
      <ChronicPage />
    </AskedAhead>
  );
}
