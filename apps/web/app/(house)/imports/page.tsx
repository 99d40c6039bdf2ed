// Every import so far.
import type { Metadata } from 'next';
import { ImportsPage } from '../../../src/imports/imports-page';

export const metadata: Metadata = { title: 'Imports' };

export default function Page() {
  return <ImportsPage />;
}
