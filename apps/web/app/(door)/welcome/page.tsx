// The page the one-time link of the console opens.
import type { Metadata } from 'next';
import { Welcome } from '../../../src/door/welcome';

export const metadata: Metadata = { title: 'Welcome' };

export default function Page() {
  return <Welcome />;
}
