// The page where one signs in.
import type { Metadata } from 'next';
import { SignIn } from '../../../src/door/sign-in';

export const metadata: Metadata = { title: 'Sign in' };

export default function Page() {
  return <SignIn />;
}
