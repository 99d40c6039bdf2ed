// Signing in and out, the first set-up, and who is signed in.
import type { Me, Setup, SetupState } from '@doorstep/contracts';
import { get, post } from './api';

export const session = {
  state: () => get<SetupState>('/v1/setup'),
  setUp: (setup: Setup) => post<void>('/v1/setup', setup),
  signInByLink: (token: string) => post<void>('/v1/sign-in-link', { token }),
  signIn: (address: string, password: string) => post<void>('/auth/sign-in/email', { email: address, password }),
  signOut: () => post<void>('/auth/sign-out'),
  me: () => get<Me>('/v1/me'),
};

export const setupQuestion = { queryKey: ['setup'], queryFn: session.state };
export const meQuestion = { queryKey: ['me'], queryFn: session.me };
