// The first account: the owner of this Doorstep.
'use client';

import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { session } from '../client/session';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';

export function SetUpForm({ token }: { token: string }) {
  const form = useForm({
    initialValues: { name: '', address: '', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Your name, as others here shall see it' : null),
      address: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'An address such as ada@example.org'),
      password: (value) => (value.length < 12 ? `12 signs or more; this has ${value.length}` : null),
    },
  });
  const setUp = useAction({
    run: (values: typeof form.values) =>
      session.setUp({ token, name: values.name.trim(), address: values.address.trim(), password: values.password }),
    isFaultShownInPlace: true,
    onDone: () => window.location.assign('/'),
  });
  const fault = setUp.error instanceof ApiProblem ? setUp.error : null;
  return (
    <form onSubmit={form.onSubmit((values) => setUp.mutate(values))} noValidate>
      <Stack gap="md">
        <div>
          <Title order={1}>Set up Doorstep</Title>
          <Text size="sm" c="dimmed">
            This makes the first account, the owner.
          </Text>
        </div>
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          {...form.getInputProps('name')}
          error={form.errors.name ?? fault?.fieldDetail('name')}
        />
        <TextInput
          label="Your address"
          type="email"
          autoComplete="username"
          required
          {...form.getInputProps('address')}
          error={form.errors.address ?? fault?.fieldDetail('address')}
        />
        <PasswordInput
          label="Password"
          description="12 signs or more, any you like"
          autoComplete="new-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          {...form.getInputProps('password')}
          error={form.errors.password ?? fault?.fieldDetail('password')}
        />
        {setUp.error && <ProblemBox error={setUp.error} />}
        <Button type="submit" loading={setUp.isPending || setUp.isSuccess} fullWidth>
          Create the account
        </Button>
      </Stack>
    </form>
  );
}
