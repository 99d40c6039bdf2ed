// Every signed-in page stands in the frame.
import { type ReactNode, Suspense } from 'react';
import { AskedAhead } from '../../src/ahead/asked-ahead';
import { meQuestion, setupQuestion } from '../../src/client/session';
import { ComingPage } from '../../src/frame/coming-page';
import { Frame } from '../../src/frame/frame';
import { controlQuestion } from '../../src/queue/sites-key';
import { countsQuestion } from '../../src/returned-mail/returned-mail-keys';

/** The scripts are named in the frame: it waits for nothing that takes long. */
const PATIENCE_MS = 100;

export default function HouseLayout({ children }: { children: ReactNode }) {
  return (
    <AskedAhead questions={[setupQuestion, meQuestion, controlQuestion, countsQuestion]} patienceMs={PATIENCE_MS}>
      <Frame>
        <Suspense fallback={<ComingPage />}>{children}</Suspense>
      </Frame>
    </AskedAhead>
  );
}
