// One sending domain: whether it is ready, and each record wanted beside what was found.
'use client';

import type { SendingDomain } from '@doorstep/contracts';
import { Anchor, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { sendingDomains } from '../client/deliverability';
import { SigningKeys } from '../dkim/signing-keys';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import type { Word } from '../parts/words';
import { readinessSentence } from './check-words';
import classes from './domain-section.module.css';
import { domainsKey } from './domains-key';
import { PoolSelect } from './pool-select';
import { recheckSentence } from './recheck-words';
import { RecordRow } from './record-row';

function readiness(domain: SendingDomain): Word {
  if (domain.isReady) return { label: 'Ready', tone: 'good' };
  if (domain.checks === null) return { label: 'Not checked', tone: 'calm' };
  return { label: 'Not ready', tone: 'bad' };
}

export function DomainSection({ domain }: { domain: SendingDomain }) {
  const [panelName, setPanelName] = useQueryState(
    'names',
    parseAsStringLiteral(['full', 'short'] as const).withDefault('full'),
  );
  const recheck = recheckSentence(domain, new Date());
  const check = useAction({
    run: () => sendingDomains.check(domain.id),
    changes: [domainsKey, ['overview']],
    isFaultShownInPlace: true,
    done: (checked) => `${checked.name}: ${readinessSentence(checked.checks, checked.isReady)}`,
  });
  return (
    <Section
      title={
        <span className={classes.title}>
          <span className="mono">{domain.name}</span>{' '}
          <span className={classes.state}>
            <Status word={readiness(domain)} />
          </span>
        </span>
      }
      aside={
        <>
          <Text size="sm" c="dimmed" component="div" style={{ alignSelf: 'center' }}>
            {domain.checkedAt === null ? (
              'never checked'
            ) : (
              <>
                checked <Moment at={domain.checkedAt} asRelative />
              </>
            )}
          </Text>
          <May scope="deliverability:write">
            <Button
              variant="default"
              leftSection={<RefreshCw size={14} aria-hidden />}
              loading={check.isPending}
              onClick={() => check.mutate(undefined)}
              aria-label={`Check now: ${domain.name}`}
            >
              Check now
            </Button>
          </May>
        </>
      }
      isFlush
    >
      {check.error && <ProblemBox error={check.error} />}
      <Text size="sm" className={classes.sentence}>
        {readinessSentence(domain.checks, domain.isReady)}
        {domain.checks?.some((one) => one.result === 'fail') &&
          ' Set the records below where the domain is managed; they are seen from outside within minutes to a day.'}
        {recheck !== null && ` ${recheck}`}
        {domain.brokeAt !== null && (
          <>
            {' '}
            It was in order before and broke <Moment at={domain.brokeAt} asRelative />.
          </>
        )}
      </Text>
      <PoolSelect domain={domain} />
      {domain.checks !== null && (
        <Group gap={12} px={16} pb={12}>
          <SegmentedControl
            size="xs"
            aria-label={`Names of records of ${domain.name}`}
            value={panelName}
            onChange={(value) => void setPanelName(value === 'short' ? 'short' : null)}
            data={[
              { value: 'full', label: 'Full names' },
              { value: 'short', label: 'Without the domain' },
            ]}
          />
          <Text size="xs" c="dimmed">
            as your DNS panel wants them
          </Text>
          <Anchor component={Link} href={`/sending-domains/${domain.id}/paper`} size="sm" ms="auto">
            For your DNS person
          </Anchor>
        </Group>
      )}
      {domain.checks?.map((one) => (
        <RecordRow key={`${one.name} ${one.recordName}`} check={one} domain={domain.name} panelName={panelName} />
      ))}
      <SigningKeys domain={domain} />
    </Section>
  );
}
