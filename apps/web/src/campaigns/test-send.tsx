// A test to yourself, or to a few, over the real way, with the answer of each mail server in seconds.
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

/** More at once is a campaign. */
const MOST = 10;
const GROUP_KEY = 'doorstep.test-group';

/** What became of the test to one address: an answer, or why none was made. */
interface Told {
  address: string;
  result: TestSendResult | null;
  error: Error | null;
}

const addressesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\s]+/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];

/** @throws the fault when there is only one address: it is shown at the field then */
async function sendTo(id: string, addresses: string[], tell: (told: Told[]) => void): Promise<void> {
  const told: Told[] = [];
  for (const address of addresses) {
    try {
      told.push({ address, result: await campaigns.test(id, address), error: null });
    } catch (error) {
      if (addresses.length === 1) throw error;
      told.push({ address, result: null, error: error as Error });
    }
    tell([...told]);
  }
}

export function TestSend({ id, isSaved }: { id: string; isSaved: boolean }) {
  const me = useQuery({ queryKey: ['me'], queryFn: session.me, staleTime: 60_000 });
  const [typed, setTyped] = useState<string | null>(() => localStorage.getItem(GROUP_KEY));
  const [told, setTold] = useState<Told[]>([]);
  const value = typed ?? me.data?.address ?? '';
  const addresses = addressesIn(value);
  const test = useAction({
    run: () => {
      setTold([]);
      if (typed !== null) localStorage.setItem(GROUP_KEY, typed);
      return sendTo(id, addresses, setTold);
    },
    isFaultShownInPlace: true,
  });
  const fieldFault = test.error instanceof ApiProblem ? test.error.fieldDetail('address') : undefined;
  const isTooMany = addresses.length > MOST;
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
          description="One address, or several with commas"
          autoComplete="off"
          inputMode="email"
          value={value}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={isTooMany ? `A test goes to at most ${MOST} addresses.` : fieldFault}
        />
        <Button
          type="submit"
          variant="default"
          loading={test.isPending}
          disabled={addresses.length === 0 || isTooMany || !isSaved}
        >
          Send the test
        </Button>
        <div aria-live="polite">
          {told.map((one) => (
            <Answer key={one.address} told={one} isNamed={addresses.length > 1} />
          ))}
        </div>
        {test.error && !fieldFault && <ProblemBox error={test.error} />}
        <Text size="xs" c="dimmed">
          With the real headers and signatures. Its unsubscribe link unsubscribes nobody.
        </Text>
      </Stack>
    </form>
  );
}

function Answer({ told: { address, result, error }, isNamed }: { told: Told; isNamed: boolean }) {
  return (
    <Stack gap={6} mb={8}>
      <Text size="sm" component="div" style={{ display: 'flex', gap: 8 }}>
        <ToneIcon tone={result === null ? 'bad' : tones[result.outcome]} size={16} />
        <span style={{ overflowWrap: 'anywhere' }}>
          {isNamed && <strong>{address}: </strong>}
          {result?.words ?? error?.message}
        </span>
      </Text>
      {result?.reply && <RawReply text={result.reply} />}
    </Stack>
  );
}
