// Every signed-in page stands in the frame.
import { type ReactNode, Suspense } from 'react';
import { Frame } from '../../src/frame/frame';

export default function HouseLayout({ children }: { children: ReactNode }) {
  return (
    <Frame>
      <Suspense>{children}</Suspense>
    </Frame>
  );
}
