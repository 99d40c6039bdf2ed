// A fault of the page itself: said plainly, with a way to try again.
'use client';

import { ProblemBox } from '../src/parts/problem-box';

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <div style={{ padding: 24, maxWidth: 720 }}>
      <ProblemBox error={error} again={reset} />
    </div>
  );
}
