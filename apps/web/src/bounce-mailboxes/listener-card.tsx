// Bounces straight to Doorstep: whether a worker listens for them, what came, and the DNS record that leads there.
'use client';

import type { BounceListenerRecord, BounceListenerView } from '@doorstep/contracts';
import { Code, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { bounceListener } from '../client/bounce-listener';
import { CopyButton } from '../parts/copy';
import { Fact } from '../parts/fact';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import classes from './listener-card.module.css';
import { listenerWord, placeWords, recordWord } from './listener-words';

const REFRESH_MS = 5000;

export function ListenerCard() {
  const { data, error, refetch } = useQuery({
    queryKey: ['bounce-listener'],
    queryFn: bounceListener,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section title="Bounces straight to Doorstep">
      {error && <ProblemBox error={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height={60} />}
      {data?.listeners.length === 0 && <HowToBegin />}
      {data?.listeners.map((listener) => (
        <Listener key={listener.id} listener={listener} />
      ))}
      {data !== undefined && data.records.length > 0 && <Records records={data.records} />}
    </Section>
  );
}

function HowToBegin() {
  return (
    <Text size="sm" className={classes.begin}>
      Doorstep can take bounces itself, without a mailbox: they count within seconds, and there is no password that can
      expire. Give a worker <Code>DOORSTEP_BOUNCE_SMTP_PORT</Code> (25, or another port that 25 is passed on to) and
      start it again; this card then shows the DNS record to set. It takes mail for return paths of your campaigns and
      for the postmaster, and refuses everything else.
    </Text>
  );
}

function Listener({ listener }: { listener: BounceListenerView }) {
  const { hostName, hasTls, accepted, refused, putOff, connections, lastAcceptedAt } = listener;
  return (
    <article className={classes.listener} aria-label={`${hostName}, port ${listener.port}`}>
      <div className={classes.head}>
        <span className="mono">{hostName}</span>
        <Status word={listenerWord(listener)} />
      </div>
      {listener.trouble !== null && <Text size="sm">{listener.trouble}</Text>}
      {listener.state === 'silent' && (
        <Text size="sm">
          Last heard of <Moment at={listener.seenAt} asRelative />. Start its worker; mail servers that find nobody come
          again for some days.
        </Text>
      )}
      <dl className={classes.facts}>
        <Fact name="Listens on">
          {placeWords(listener)}, {hasTls ? 'encrypts with STARTTLS' : 'without encryption'}
        </Fact>
        <Fact name="Taken">
          {count(accepted)}, the last <Moment at={lastAcceptedAt} none="never" asRelative />
        </Fact>
        <Fact name="Refused">
          {count(refused)}
          {putOff > 0 && `, asked to come later: ${count(putOff)}`}
        </Fact>
        <Fact name="Open now">{count(connections)}</Fact>
      </dl>
      {listener.lastRefusal !== null && (
        <div className={classes.refusal}>
          <Text size="sm" c="dimmed">
            Refused last, <Moment at={listener.lastRefusedAt} asRelative />:
          </Text>
          <RawReply text={listener.lastRefusal} what="refusal" />
        </div>
      )}
    </article>
  );
}

function Records({ records }: { records: BounceListenerRecord[] }) {
  return (
    <div className={classes.records}>
      <Text size="sm" fw={600}>
        DNS records that lead bounces here
      </Text>
      <Text size="sm" c="dimmed">
        Set them where the domain is managed. The mark says what the last check on{' '}
        <Link href="/sending-domains">Sending domains</Link> found.
      </Text>
      <ul>
        {records.map((record) => (
          <li key={`${record.name} ${record.value}`}>
            <span className={`mono ${classes.record}`}>
              {record.name}. MX {record.value}
            </span>
            <CopyButton value={`${record.name}. MX ${record.value}`} what={`the MX record of ${record.name}`} />
            <Status word={recordWord(record)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
