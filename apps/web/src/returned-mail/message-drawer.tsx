// One returned message: what it is, whose it is and why, what it says, its raw text.
'use client';

import { Anchor, Button, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { rawHref, returnedMail } from '../client/returned-mail';
import { Actor, ActorIn } from '../parts/actor';
import { AddressLink } from '../parts/address-link';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { Status } from '../parts/status';
import { useMayDeliver } from '../parts/use-may';
import { FactList, RecipientFacts } from './inbound-facts';
import { isWaitingForWorker, kindWord, matchWords, subjectOf } from './inbound-words';
import { MatchSection } from './match-section';
import { RawMail } from './raw-mail';
import classes from './returned-mail.module.css';
import { messageKey } from './returned-mail-keys';
import { useShelf } from './use-shelf';

const POLL_MS = 1000;

export function MessageDrawer({ id, close }: { id: string; close: () => void }) {
  const message = useQuery({
    queryKey: messageKey(id),
    queryFn: () => returnedMail.one(id),
    refetchInterval: ({ state }) => (isWaitingForWorker(state.data?.match ?? null) ? POLL_MS : false),
  });
  const { data } = message;
  const mayDeliver = useMayDeliver();
  const { dismiss, restore } = useShelf();
  return (
    <Drawer
      opened
      onClose={close}
      title={data ? subjectOf(data) : 'Returned message'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {message.error && <ProblemBox error={message.error} again={() => void message.refetch()} />}
      {data === undefined && message.error === null && <Skeleton height={320} />}
      {data && (
        <Stack gap="md">
          <Group gap={16}>
            <Status word={kindWord(data.kind)} />
            <Text size="sm" c="dimmed">
              came <Moment at={data.receivedAt} />
            </Text>
          </Group>
          <Text>
            {data.state !== 'unmatched' && `${data.words} `}
            <b>{data.ledTo ?? 'Not read yet'}.</b>
          </Text>
          {data.address !== null && (
            <Text size="sm">
              Matched to <AddressLink address={data.address} />
              {data.campaignId && (
                <>
                  {' '}
                  in{' '}
                  <Anchor component={Link} href={`/campaigns/${data.campaignId}`}>
                    {data.campaignName}
                  </Anchor>
                </>
              )}
            </Text>
          )}
          {data.handover && <div className={classes.note}>{data.handover.words}</div>}
          {(data.note !== null || data.whatToDo !== null) && (
            <div className={classes.note}>
              {data.note}
              {data.whatToDo && (
                <Text size="sm" c="dimmed" mt={4}>
                  {data.whatToDo}
                </Text>
              )}
            </div>
          )}
          {data.match && (
            <Text size="sm" role="status">
              <ActorIn
                words={matchWords(data.match) ?? ''}
                {...{ name: data.match.actor, at: data.match.askedAt, about: `inbound:${id}` }}
              />
            </Text>
          )}
          <MatchSection message={data} mayDeliver={mayDeliver} />
          {mayDeliver && data.state === 'unmatched' && !isWaitingForWorker(data.match) && (
            <Group gap={8}>
              {data.dismissedAt === null ? (
                <Button variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate({ ids: [id] })}>
                  Not ours: lay it aside
                </Button>
              ) : (
                <>
                  <Text size="sm" c="dimmed">
                    Laid aside by{' '}
                    {data.dismissedBy ? <Actor name={data.dismissedBy} at={data.dismissedAt} /> : 'somebody'},{' '}
                    <Moment at={data.dismissedAt} asRelative />
                  </Text>
                  <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate(id)}>
                    Put it back on the shelf
                  </Button>
                </>
              )}
            </Group>
          )}
          {data.recipients.map((recipient) => (
            <RecipientFacts key={`${recipient.address} ${recipient.finalRecipient}`} recipient={recipient} />
          ))}
          <section aria-label="What else it says">
            <Title order={3} mb={8}>
              What else it says
            </Title>
            <FactList facts={data.facts} />
          </section>
          <RawMail id={id} href={rawHref(id)} />
        </Stack>
      )}
    </Drawer>
  );
}
