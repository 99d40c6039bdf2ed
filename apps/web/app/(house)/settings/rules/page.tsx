// What replies mean.
import type { Metadata } from 'next';
import { RulesPage } from '../../../../src/rules/rules-page';

export const metadata: Metadata = { title: 'Rules' };

export default function Page() {
  return <RulesPage />;
}
