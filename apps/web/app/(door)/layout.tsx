// The pages before signing in: one narrow column.
import { type ReactNode, Suspense } from 'react';
import { Door } from '../../src/door/door';

export default function DoorLayout({ children }: { children: ReactNode }) {
  return (
    <Door>
      <Suspense>{children}</Suspense>
    </Door>
  );
}
