// The page of one address: the verdict first, then whether it is held back, who she is, and everything that happened.
'use client';

import type { AddressPage } from '@doorstep/contracts';
import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { ApiProblem } from '../client/api';
import { POLL_MS } from '../client/use-live';
import { CopyButton } from '../parts/copy';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Status } from '../parts/status';
import { standingWords } from '../parts/words';
import classes from './address-page.module.css';
import { addressQuestion } from './address-questions';
import { LiveSection } from './live-section';
import { FOLLOW_MS, mailUnderWay } from './one-mail-result';
import { SuppressionBanner } from './suppression-banner';
import { TimelineSection } from './timeline-section';
import { VerdictCard } from './verdict-card';
import { Who } from './who';

const moving = new Set(['planned', 'due', 'sending', 'deferred']);

const isMoving = (page: AddressPage | undefined): boolean =>
  page?.deliveries.some((delivery) => moving.has(delivery.state)) ?? false;

function Unknown({ address, detail }: { address: string; detail: string }) {
  return (
    <FrameBox>
      <EmptyState
        title="This address was never seen here"
        action={
          <Button component={Link} href={`/addresses?search=${encodeURIComponent(address.split('@')[0] ?? '')}`}>
            Look for one that is spelled alike
          </Button>
        }
      >
        {detail} An address is known from the moment it is imported, added by hand or mailed; it stays known when the
        subscriber is deleted. If the person says that they subscribed, compare the spelling letter by letter.
      </EmptyState>
    </FrameBox>
  );
}

function Known({ page }: { page: AddressPage }) {
  const inForce = page.suppressions.filter(
    ({ liftedAt, expiresAt }) => liftedAt === null && (expiresAt === null || new Date(expiresAt) > new Date()),
  );
  return (
    <div className={classes.page}>
      <VerdictCard page={page} />
      {inForce.map((suppression) => (
        <SuppressionBanner key={suppression.id} suppression={suppression} address={page.address} />
      ))}
      <div className={classes.body}>
        <div className={classes.who}>
          <Who page={page} />
        </div>
        <div className={classes.story}>
          <LiveSection page={page} />
          <TimelineSection page={page} />
        </div>
      </div>
    </div>
  );
}

export function AddressPageScreen({ address }: { address: string }) {
  const [mail] = useQueryState('mail', parseAsString);
  const query = useQuery({
    ...addressQuestion(address),
    refetchInterval: (current) =>
      mailUnderWay(current.state.data, mail) ? FOLLOW_MS : isMoving(current.state.data) ? POLL_MS : false,
  });
  const page = query.data;
  const isUnknown = query.error instanceof ApiProblem && query.error.status === 404;
  return (
    <>
      <PageHeader
        back={{ href: '/addresses', label: 'Addresses' }}
        title={
          <>
            <span className="mono">{page?.address ?? address}</span>{' '}
            <CopyButton value={page?.address ?? address} what="address" />
          </>
        }
        status={page && <Status word={standingWords[page.standing]} />}
        needs={page && { scope: 'deliverability:write', to: 'check, mail, suppress or free an address' }}
      />
      {query.isPending && (
        <Stack gap="md" aria-busy>
          <Skeleton height={220} />
          <Skeleton height={360} />
        </Stack>
      )}
      {isUnknown && <Unknown address={address} detail={query.error?.message ?? ''} />}
      {query.error && !isUnknown && !page && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {page && !isUnknown && <Known page={page} />}
    </>
  );
}
