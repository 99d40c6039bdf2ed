// Where the link of the console leads: the first set-up, or a sign-in without password. Opening it changes nothing.
'use client';

import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useQueryState } from 'nuqs';
import { session } from '../client/session';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { SetUpForm } from './set-up-form';

export function Welcome() {
  const [token] = useQueryState('token', { defaultValue: '' });
  const state = useQuery({ queryKey: ['setup'], queryFn: session.state });
  const enter = useAction({
    run: () => session.signInByLink(token),
    isFaultShownInPlace: true,
    onDone: () => window.location.assign('/'),
  });
  if (token === '') {
    return (
      <Stack gap="md">
        <Title order={1}>This link is not whole</Title>
        <Text size="sm">
          The one-time link stands in the console where Doorstep was started. Open it as it is printed there, or{' '}
          <Link href="/sign-in">sign in with your password</Link>.
        </Text>
      </Stack>
    );
  }
  if (state.error) return <ProblemBox error={state.error} again={() => void state.refetch()} />;
  if (!state.data) return <Skeleton height={160} />;
  if (state.data.needsSetup) return <SetUpForm token={token} />;
  return (
    <Stack gap="md">
      <Title order={1}>Welcome back</Title>
      <Text size="sm">This link works once. It signs you in as the owner of this Doorstep.</Text>
      {enter.error && <ProblemBox error={enter.error} />}
      <Button onClick={() => enter.mutate(undefined)} loading={enter.isPending || enter.isSuccess} fullWidth>
        Sign in
      </Button>
      <Text size="sm">
        <Link href="/sign-in">Sign in with your password instead</Link>
      </Text>
    </Stack>
  );
}
