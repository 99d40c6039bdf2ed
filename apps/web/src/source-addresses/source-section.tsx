// One source address: how it stands, its name and pool, its warm-up, and what may be done with it.
'use client';

import type { SourceAddress } from '@doorstep/contracts';
import { Button, Menu } from '@mantine/core';
import { MoreHorizontal, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { sourceAddresses } from '../client/sending';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { useMayChangeSettings } from '../parts/use-may';
import { checkWords } from '../parts/words';
import classes from './source-section.module.css';
import { sourceName, sourceState } from './source-words';
import { sourcesKey } from './sources-key';
import { WarmUpCurve } from './warm-up-curve';

const ChangeSource = late(() => import('./change-source').then((file) => file.ChangeSource));

function SourceMenu({ source }: { source: SourceAddress }) {
  const [isChanging, setIsChanging] = useState(false);
  const name = sourceName(source);
  const change = useAction({
    run: (wanted: { isActive?: boolean; isWarmUp?: boolean }) => sourceAddresses.change(source.id, wanted),
    changes: [sourcesKey],
    done: `${name} is changed`,
  });
  const remove = useAction({
    run: () => sourceAddresses.remove(source.id),
    changes: [sourcesKey],
    done: `${name} is deleted`,
  });
  const isWarming = source.warmUpStartedAt !== null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" aria-label={`More for ${name}`}>
            <MoreHorizontal size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setIsChanging(true)}>Change name, pool or note</Menu.Item>
          <Menu.Item onClick={() => change.mutate({ isWarmUp: !isWarming })}>
            {isWarming ? 'End the warm-up' : 'Begin a warm-up'}
          </Menu.Item>
          <Menu.Item onClick={() => change.mutate({ isActive: !source.isActive })}>
            {source.isActive ? 'Switch it off' : 'Switch it on'}
          </Menu.Item>
          {!source.isUsed && source.ip !== null && (
            <Menu.Item onClick={() => remove.mutate(undefined)}>Delete it</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isChanging && <ChangeSource source={source} close={() => setIsChanging(false)} />}
    </>
  );
}

export function SourceSection({ source }: { source: SourceAddress }) {
  const mayChange = useMayChangeSettings();
  const name = sourceName(source);
  const check = useAction({ run: () => sourceAddresses.check(source.id), isFaultShownInPlace: true });
  return (
    <Section
      title={
        <span className={classes.title}>
          <span className={source.ip === null ? undefined : 'mono'}>{name}</span>
          <Status word={sourceState(source)} />
        </span>
      }
      aside={
        mayChange && (
          <>
            <Button
              variant="default"
              leftSection={<RefreshCw size={14} aria-hidden />}
              loading={check.isPending}
              onClick={() => check.mutate(undefined)}
              aria-label={`Check its name: ${name}`}
            >
              Check its name
            </Button>
            <SourceMenu source={source} />
          </>
        )
      }
    >
      <dl className={classes.facts}>
        <div>
          <dt>Greets as</dt>
          <dd className={source.ehloName === null ? undefined : 'mono'}>
            {source.ehloName ?? 'the name of the machine'}
          </dd>
        </div>
        <div>
          <dt>Pool</dt>
          <dd>{source.pool}</dd>
        </div>
        <div>
          <dt>Since</dt>
          <dd>
            <Moment at={source.createdAt} asRelative />
          </dd>
        </div>
        {source.note !== '' && (
          <div>
            <dt>Note</dt>
            <dd>{source.note}</dd>
          </div>
        )}
        {source.asideReason !== null && (
          <div>
            <dt>
              Put aside until <Moment at={source.asideUntil} asRelative />
            </dt>
            <dd>{source.asideReason}</dd>
          </div>
        )}
      </dl>
      {source.warmUpStartedAt !== null && <WarmUpCurve source={source} />}
      {check.error && <ProblemBox error={check.error} />}
      {check.data && (
        <ul className={classes.checks} aria-label={`Check of ${name}`}>
          {check.data.checks.length === 0 && (
            <li>Neither its address nor its name is known: set DOORSTEP_EHLO_NAME.</li>
          )}
          {check.data.checks.map((one) => (
            <li key={`${one.recordName} ${one.words}`}>
              <Status word={checkWords[one.result]} /> {one.words}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
