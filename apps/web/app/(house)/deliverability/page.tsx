// What providers did with our mail, and whether it is them or us.
import type { Metadata } from 'next';
import { DeliverabilityPage } from '../../../src/deliverability/deliverability-page';

export const metadata: Metadata = { title: 'Deliverability' };

export default function Page() {
  return <DeliverabilityPage />;
}
