// How a bounce mailbox is signed in to: a password, or tokens of the provider (OAuth 2.0).
'use client';

import type { BounceMailbox } from '@doorstep/contracts';
import { Anchor, Group, PasswordInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldOf, MailboxForm, MailboxValues } from './mailbox-form';
import { authWords, choices } from './mailbox-words';
import { type OAuthPreset, oauthPresets } from './oauth-presets';

const STAYS = 'Leave it empty to keep the one that is stored';

interface SignInProps {
  form: MailboxForm;
  field: FieldOf;
  mailbox: BounceMailbox | null;
}

export function SignInFields({ form, field, mailbox }: SignInProps) {
  const isStored = mailbox?.auth === 'password';
  return (
    <>
      <SegmentedControl
        aria-label="Sign in with"
        data={choices(authWords)}
        value={form.values.auth}
        onChange={(auth) => form.setFieldValue('auth', auth as MailboxValues['auth'])}
      />
      <TextInput label="User name" required spellCheck={false} autoComplete="off" {...field('username')} />
      {form.values.auth === 'password' ? (
        <PasswordInput
          label="Password"
          description={isStored ? STAYS : 'Many providers want an app password here'}
          required={!isStored}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          {...field('password')}
        />
      ) : (
        <OAuthFields form={form} field={field} mailbox={mailbox} />
      )}
    </>
  );
}

function OAuthFields({ form, field, mailbox }: SignInProps) {
  const [chosen, setChosen] = useState<OAuthPreset | null>(null);
  const choose = (preset: OAuthPreset) => {
    const { protocol, host } = form.values;
    const isKnownHost = oauthPresets.some((one) => Object.values(one.host).includes(host));
    setChosen(preset);
    form.setValues({
      ...{ tokenUrl: preset.tokenUrl, scope: preset.scope[protocol] },
      ...((host === '' || isKnownHost) && { host: preset.host[protocol] }),
    });
  };
  return (
    <>
      <div>
        <Text size="sm" fw={500}>
          Provider
        </Text>
        <Group gap="4px 12px">
          {oauthPresets.map((preset) => (
            <Anchor key={preset.label} component="button" type="button" size="sm" onClick={() => choose(preset)}>
              {preset.label}
            </Anchor>
          ))}
        </Group>
        <Text size="sm" c="dimmed" mt={4} aria-live="polite">
          {chosen?.help ?? 'Choosing one fills in the token address and the scope. Any other provider works as well.'}
        </Text>
      </div>
      <TextInput label="Token address" required spellCheck={false} autoComplete="off" {...field('tokenUrl')} />
      <TextInput label="Client id" required spellCheck={false} autoComplete="off" {...field('clientId')} />
      <PasswordInput
        label="Client secret"
        description={mailbox?.oauth?.hasClientSecret ? STAYS : undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the client secret' }}
        {...field('clientSecret')}
      />
      <PasswordInput
        label="Refresh token"
        description={mailbox?.oauth?.hasRefreshToken ? STAYS : 'Without one the program signs in for itself'}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the refresh token' }}
        {...field('refreshToken')}
      />
      <TextInput label="Scope" spellCheck={false} autoComplete="off" {...field('scope')} />
    </>
  );
}
