// Signing in with address and password.
'use client';

import { Button, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useQueryState } from 'nuqs';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { session } from '../client/session';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { placeInside } from './place-inside';

export function SignIn() {
  const [next] = useQueryState('next', { defaultValue: '/' });
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useAction({
    run: () => session.signIn(address.trim(), password),
    isFaultShownInPlace: true,
    onDone: () => window.location.assign(placeInside(next)),
  });
  const isWrong = signIn.error instanceof ApiProblem && [400, 401, 403].includes(signIn.error.status);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate(undefined);
      }}
    >
      <Stack gap="md">
        <Title order={1}>Sign in</Title>
        <TextInput
          label="Address"
          type="email"
          name="email"
          autoComplete="username"
          required
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={isWrong ? 'Address and password do not belong together.' : null}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        {signIn.error && !isWrong && <ProblemBox error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending || signIn.isSuccess} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
