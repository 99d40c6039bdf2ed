// What waits, by destination.
import type { Metadata } from 'next';
import { AskedAhead } from '../../../src/ahead/asked-ahead';
import { QueuePage } from '../../../src/queue/queue-page';
import { liveQuestion, sitesQuestion } from '../../../src/queue/sites-key';

export const metadata: Metadata = { title: 'Queue' };

export default function Page() {
  return (
    <AskedAhead questions={[sitesQuestion, liveQuestion]}>
      <QueuePage />
    </AskedAhead>
  );
}
