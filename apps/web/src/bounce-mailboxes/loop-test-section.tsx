// The full loop: sends a marked message to a return path of ours and shows, stage by stage, whether it came back.
'use client';

import type { LoopTest, SendingDomain } from '@doorstep/contracts';
import { Anchor, Button, Select, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { loopTests, sendingDomains } from '../client/deliverability';
import { Actor } from '../parts/actor';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { Status, ToneIcon } from '../parts/status';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { loopResultWords, loopStepWords, loopWords } from './loop-words';
import classes from './mailbox-section.module.css';
import { loopTestsKey, mailboxesKey } from './mailboxes-key';

const UNDER_WAY_MS = 1000;
const REST_MS = 15_000;

const isUnderWay = ({ state }: LoopTest) => state === 'sending' || state === 'on_its_way';

export function LoopTestSection() {
  const domains = useQuery({
    queryKey: ['sending-domains', 'for the full loop'],
    queryFn: () => sendingDomains.page(),
  });
  const { data, error, refetch } = useQuery({
    queryKey: loopTestsKey,
    queryFn: loopTests.latest,
    refetchInterval: (query) => (query.state.data?.data.some(isUnderWay) ? UNDER_WAY_MS : REST_MS),
  });
  return (
    <Section title="Full-loop test" aside={<Begin domains={domains.data?.data ?? []} tests={data?.data ?? []} />}>
      <Text size="sm" maw="72ch" mb="md">
        Sends a marked message from Doorstep to a return path, as a mail server sends a bounce, and waits for it in the
        bounce mailboxes. When it comes back, the whole way works: DNS, mail server, catch-all, reading.
      </Text>
      {error && <ProblemBox error={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height={60} />}
      {data?.data.length === 0 && <Never hasDomain={(domains.data?.data.length ?? 1) > 0} />}
      {data?.data.map((test) => (
        <OneTest key={test.id} test={test} />
      ))}
    </Section>
  );
}

function Begin({ domains, tests }: { domains: readonly SendingDomain[]; tests: readonly LoopTest[] }) {
  const mayDeliver = useMayDeliver();
  const [chosen, setChosen] = useState<string | null>(null);
  const domainId = chosen ?? domains[0]?.id;
  const begin = useAction({ run: loopTests.begin, changes: [loopTestsKey, mailboxesKey] });
  if (!mayDeliver || domainId === undefined) return null;
  return (
    <>
      {domains.length > 1 && (
        <Select
          aria-label="Return-path domain to try"
          data={domains.map((domain) => ({ value: domain.id, label: domain.returnPathDomain }))}
          value={domainId}
          onChange={setChosen}
          allowDeselect={false}
        />
      )}
      <Button
        variant="default"
        loading={begin.isPending}
        disabled={tests.some(isUnderWay)}
        onClick={() => begin.mutate(domainId)}
      >
        Send a marked message
      </Button>
    </>
  );
}

function Never({ hasDomain }: { hasDomain: boolean }) {
  return hasDomain ? (
    <EmptyState title="Not tried yet">
      It takes some seconds and changes nothing. Do it once before the first campaign, and whenever the DNS or the
      mailbox of the bounces has changed.
    </EmptyState>
  ) : (
    <EmptyState title="No sending domain yet">
      The test needs a domain to send from.{' '}
      <Anchor component={Link} underline="always" href="/sending-domains?new=true">
        Add a sending domain
      </Anchor>{' '}
      first.
    </EmptyState>
  );
}

function OneTest({ test }: { test: LoopTest }) {
  return (
    <article className={classes.loop} aria-label={`Full-loop test of ${test.domain}`}>
      <header>
        <span className="mono">{test.domain}</span>
        <Status word={loopWords[test.state]} />
        <Text span size="sm" c="dimmed">
          <Moment at={test.startedAt} asRelative />, by{' '}
          <Actor name={test.startedBy} at={test.startedAt} about={`loop-tests:${test.id}`} />
          {isUnderWay(test) && (
            <>
              , waits until <Moment at={test.waitsUntil} asRelative />
            </>
          )}
        </Text>
      </header>
      <ol className={classes.steps} aria-label="Stages of the test">
        {test.steps.map((step) => (
          <li key={step.step}>
            <ToneIcon tone={loopResultWords[step.result].tone} />
            <span>
              {loopStepWords[step.step]}
              <span className="visually-hidden">: {loopResultWords[step.result].label}</span>
            </span>
            <span>
              {step.words}
              {step.fix !== null && <span className={classes.fix}>{step.fix}</span>}
            </span>
            <Moment at={step.at} none="" asRelative />
          </li>
        ))}
      </ol>
    </article>
  );
}
