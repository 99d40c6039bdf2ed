// Says that no campaign mails this address: since when, why, on what evidence; and the way back.
'use client';

import type { Suppression } from '@doorstep/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Ban } from 'lucide-react';
import { useState } from 'react';
import { Actor } from '../parts/actor';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { RawReply } from '../parts/raw-reply';
import { useMaySend } from '../parts/use-may';
import { causeWords } from '../parts/words';
import { askedWords } from '../suppressions/asked-words';
import { endsByHand } from '../suppressions/ends-by-hand';
import { EvidenceDetails } from '../suppressions/evidence-details';
import { evidenceReply } from '../suppressions/evidence-words';
import classes from './suppression-banner.module.css';

const LiftDialog = late(() => import('../suppressions/lift-dialog').then((file) => file.LiftDialog));
const UntilDialog = late(() => import('../suppressions/until-dialog').then((file) => file.UntilDialog));
const OneMailDialog = late(() => import('./one-mail-dialog').then((file) => file.OneMailDialog));

interface SuppressionBannerProps {
  suppression: Suppression;
  address: string;
}

/** Failures alone can be tried again by one mail: a wish of hers or of a colleague is lifted in full or not at all. */
const isTriable = ({ scope, cause }: Suppression) =>
  scope === 'address' && (cause === 'hard_bounce' || cause === 'soft_bounces');

export function SuppressionBanner({ suppression, address }: SuppressionBannerProps) {
  const [isLifting, setIsLifting] = useState(false);
  const [isDating, setIsDating] = useState(false);
  const [isTrying, setIsTrying] = useState(false);
  const maySend = useMaySend();
  const isDomain = suppression.scope === 'domain';
  const reply = evidenceReply(suppression);
  return (
    <section className={classes.banner} aria-label="Suppression">
      <Ban size={20} strokeWidth={1.75} color="var(--tone-warn)" aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <Text fw={600}>
          {isDomain
            ? `No campaign mails anyone at ${suppression.domainName ?? 'this domain'}.`
            : 'No campaign mails this address.'}
        </Text>
        <Text size="sm">
          {causeWords[suppression.cause]}. Held back since <Moment at={suppression.createdAt} />, by{' '}
          <Actor name={suppression.actor} at={suppression.createdAt} about={`suppressions:${suppression.id}`} />.{' '}
          {suppression.hits === 0
            ? 'No campaign would have gone to it since.'
            : `${counted(suppression.hits, 'campaign was', 'campaigns were')} kept back since.`}{' '}
          {suppression.expiresAt ? (
            <>
              Ends by itself <Moment at={suppression.expiresAt} asRelative />.
            </>
          ) : suppression.cause === 'complaint' ? (
            'It stays until the person herself lifts it; nobody here can do it for her.'
          ) : (
            'It stays until someone lifts it; deleting and adding the subscriber again does not change it.'
          )}
          {suppression.asked && (
            <>
              {' '}
              Asked <Moment at={suppression.asked.at} asRelative /> by{' '}
              <Actor name={suppression.asked.by} at={suppression.asked.at} about={`suppressions:${suppression.id}`} />:{' '}
              {askedWords[suppression.asked.state]}
            </>
          )}
        </Text>
        {reply && <RawReply text={reply} />}
        <EvidenceDetails suppression={suppression} isReplyShown />
      </div>
      <Group gap={8} className={`${classes.act} no-print`}>
        {maySend && isTriable(suppression) && (
          <Button variant="default" onClick={() => setIsTrying(true)}>
            Try with one mail…
          </Button>
        )}
        <May scope="deliverability:write">
          <Button variant="default" onClick={() => setIsLifting(true)}>
            {suppression.cause === 'complaint' ? 'Ask her' : 'Lift'}
          </Button>
          {endsByHand(suppression) && (
            <Button variant="default" onClick={() => setIsDating(true)}>
              Until…
            </Button>
          )}
        </May>
      </Group>
      {isDating && <UntilDialog suppression={suppression} close={() => setIsDating(false)} />}
      {isTrying && <OneMailDialog page={{ address }} suppression={suppression} close={() => setIsTrying(false)} />}
      {isLifting && <LiftDialog suppression={suppression} close={() => setIsLifting(false)} />}
    </section>
  );
}
