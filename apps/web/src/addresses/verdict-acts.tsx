// The first thing to do, as one press beside the verdict, with its way back.
'use client';

import type { AddressPage, Verdict } from '@doorstep/contracts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { suppressions } from '../client/audience';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { notifyWithUndo } from '../queue/undo';
import { suppressionsKey } from '../suppressions/suppressions-key';

const CorrectDialog = late(() => import('./correct-dialog').then((file) => file.CorrectDialog));

const PAUSE_DAYS = 30;
const DAY_MS = 86_400_000;
const changes = [suppressionsKey, ['address'], ['subscribers']];

/** Where nobody is there to read it: no more mail until somebody says otherwise. */
const toStop: ReadonlySet<string> = new Set([
  ...['mailbox_unknown', 'mailbox_off', 'address_moved', 'person_refuses', 'domain_takes_no_mail', 'complained'],
]);
/** Where another address may be the right one. */
const toCorrect: ReadonlySet<string> = new Set([
  ...['domain_takes_no_mail', 'mailbox_unknown', 'server_knows_nobody', 'address_moved'],
]);
const toPause: ReadonlySet<string> = new Set(['mailbox_full']);

/** Where our side, or theirs, can be looked at further. */
const placeOfSide: Partial<Record<Verdict['side'], { href: string; label: string }>> = {
  our_domain: { href: '/sending-domains', label: 'Check the sending domain' },
  our_ip: { href: '/queue', label: 'Look at the queue' },
};

/** Whether the note to whoever runs her mail is the first thing to do. */
export const isForHerIt = ({ side, failed, cause }: Verdict): boolean =>
  (side === 'her_server' && failed > 0 && cause !== 'domain_takes_no_mail') || cause === 'accepted_everywhere';

export function VerdictActs({ page }: { page: AddressPage }) {
  const { verdict, address, deliveries, subscriber, meantAddress } = page;
  const mayDeliver = useMayDeliver();
  const undo = useAction({
    run: (id: string) => suppressions.lift(id, 'Taken back right after'),
    changes,
    done: 'It is as it was',
  });
  const [isCorrecting, setIsCorrecting] = useState(false);
  const hold = useAction({
    run: (days: number | null) =>
      suppressions.create({
        ...{ address, reason: verdict.headline.replace(/\.$/, '') },
        ...(days !== null && { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() }),
      }),
    changes,
    onDone: ({ id }, days) =>
      notifyWithUndo(
        days === null ? `No campaign mails ${address} any more` : `No campaign mails ${address} for ${days} days`,
        () => undo.mutate(id),
      ),
  });
  // A slip in the domain is put right; where there is only a guess, stopping comes first.
  const correct = subscriber !== null && toCorrect.has(verdict.cause) && (
    <May scope="subscribers:write">
      <Button variant={meantAddress === null ? 'default' : 'filled'} onClick={() => setIsCorrecting(true)}>
        {meantAddress === null ? 'Correct the address…' : `Correct to ${meantAddress}…`}
      </Button>
      {isCorrecting && (
        <CorrectDialog
          {...{ subscriberId: subscriber.id, address, meant: meantAddress }}
          close={() => setIsCorrecting(false)}
        />
      )}
    </May>
  );
  const stop = mayDeliver && toStop.has(verdict.cause) && (
    <Button
      variant={correct && meantAddress !== null ? 'default' : 'filled'}
      loading={hold.isPending}
      onClick={() => hold.mutate(null)}
    >
      Stop mailing this address
    </Button>
  );
  if (correct || stop)
    return (
      <>
        {meantAddress === null && stop}
        {correct}
        {meantAddress !== null && stop}
      </>
    );
  if (mayDeliver && toPause.has(verdict.cause))
    return (
      <Button loading={hold.isPending} onClick={() => hold.mutate(PAUSE_DAYS)}>
        Pause for {PAUSE_DAYS} days
      </Button>
    );
  const content = deliveries.find(({ state }) => state !== 'accepted');
  const place =
    verdict.side === 'our_content' && content
      ? { href: `/campaigns/${content.campaignId}`, label: 'Open this campaign' }
      : placeOfSide[verdict.side];
  if (verdict.failed === 0 || place === undefined) return null;
  return (
    <Button component={Link} href={place.href}>
      {place.label}
    </Button>
  );
}
