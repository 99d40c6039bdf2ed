// A month of campaigns at a glance.
import type { Metadata } from 'next';
import { CalendarPage } from '../../../../src/calendar/calendar-page';

export const metadata: Metadata = { title: 'Calendar' };

export default function Page() {
  return <CalendarPage />;
}
