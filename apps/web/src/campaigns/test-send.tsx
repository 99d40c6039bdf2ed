// A test to yourself over the real way, with the answer of the mail server in seconds.
'use client';

import type { TestSendResult } from '@doorstep/contracts';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { campaigns } from '../client/campaigns';
import { session } from '../client/session';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { ToneIcon } from '../parts/status';
import { useAction } from '../parts/use-action';
import type { Tone } from '../parts/words';

const tones: Record<TestSendResult['outcome'], Tone> = {
  accepted: 'good',
  deferred: 'warn',
  refused: 'bad',
  in_doubt: 'warn',
};

export function TestSend({ id, isSaved }: { id: string; isSaved: boolean }) {
  const me = useQuery({ queryKey: ['me'], queryFn: session.me, staleTime: 60_000 });
  const [typed, setTyped] = useState<string | null>(null);
  const address = (typed ?? me.data?.address ?? '').trim();
  const test = useAction({ run: () => campaigns.test(id, address), isFaultShownInPlace: true });
  const fieldFault = test.error instanceof ApiProblem ? test.error.fieldDetail('address') : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate(undefined);
      }}
    >
      <Stack gap={8}>
        <TextInput
          label="Send a test to"
          type="email"
          autoComplete="off"
          value={typed ?? me.data?.address ?? ''}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={fieldFault}
        />
        <Button type="submit" variant="default" loading={test.isPending} disabled={address === '' || !isSaved}>
          Send the test
        </Button>
        <div aria-live="polite">
          {test.data && !test.isPending && (
            <Stack gap={6}>
              <Text size="sm" component="div" style={{ display: 'flex', gap: 8 }}>
                <ToneIcon tone={tones[test.data.outcome]} size={16} />
                <span>{test.data.words}</span>
              </Text>
              {test.data.reply && <RawReply text={test.data.reply} />}
            </Stack>
          )}
        </div>
        {test.error && !fieldFault && <ProblemBox error={test.error} />}
      </Stack>
    </form>
  );
}
