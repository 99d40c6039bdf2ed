// Chronic bounces as an inbox: groups of people in the same trouble, largest first, until each is decided.
'use client';

import type { ChronicGroup } from '@doorstep/contracts';
import { Anchor, Button, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { count, counted } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { Toolbar } from '../parts/toolbar';
import { useMayChangeSettings, useMayDeliver } from '../parts/use-may';
import { useRowKeys } from '../parts/use-row-keys';
import type { GroupAct } from './act-dialog';
import { groupsQuestion, ruleQuestion } from './chronic-questions';
import { chronicStates, ruleInWords } from './chronic-words';
import { groupColumns } from './group-columns';
import { type Shown, shownValues } from './shown';
import { useChronic } from './use-chronic';

const PeopleDrawer = late(() => import('./people-drawer').then((file) => file.PeopleDrawer));
const ActDialog = late(() => import('./act-dialog').then((file) => file.ActDialog));
const GroupDrawer = late(() => import('./group-drawer').then((file) => file.GroupDrawer));
const RuleDialog = late(() => import('./rule-dialog').then((file) => file.RuleDialog));

const REFRESH_MS = 30_000;
const stateValues = chronicStates.map(({ value }) => value);

export function ChronicPage() {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(stateValues).withDefault('open'));
  const [openKey, setOpenKey] = useQueryState('group', parseAsString);
  const [behind, setBehind] = useQueryStates({ people: parseAsStringLiteral(shownValues), of: parseAsString });
  const [isRuleOpen, setRuleOpen] = useQueryState('rule', parseAsBoolean.withDefault(false));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deed, setDeed] = useState<{ groups: ChronicGroup[]; kind: GroupAct } | null>(null);
  const mayDeliver = useMayDeliver();
  const mayChange = useMayChangeSettings();
  const { setState: decide } = useChronic();
  const query = useQuery({
    ...groupsQuestion(state),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  const groups = query.data?.groups;
  const of = (key: string) => (mayDeliver ? groups?.find((group) => group.key === key) : undefined);
  const put = (key: string, to: ChronicGroup['state'], days?: number) => {
    for (const one of selected.has(key) ? selected : [key]) {
      const group = of(one);
      if (group)
        decide.mutate({ group, change: { state: to, note: group.note, ...(days === undefined ? {} : { days }) } });
    }
    setSelected(new Set());
  };
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    setSelected(next);
  };
  const begin = (key: string, kind: GroupAct) => {
    const chosen = [...(selected.has(key) ? selected : [key])].flatMap((one) => of(one) ?? []);
    const toDo = chosen.filter((group) => group.people > group.heldBack);
    if (toDo.length > 0) setDeed({ groups: toDo, kind });
  };
  useRowKeys({
    x: toggle,
    p: (key) => begin(key, 'pause'),
    s: (key) => begin(key, 'stop'),
    z: (key) => put(key, 'snoozed', 30),
    w: (key) => put(key, 'waiting'),
    e: (key) => put(key, 'solved'),
    n: (key) => put(key, 'ignored'),
  });
  return (
    <>
      <PageHeader
        title="Chronic bounces"
        needs={[
          { scope: 'deliverability:write', to: 'hold people back, or set a group aside' },
          { scope: 'settings:write', to: 'change who counts as chronic' },
        ]}
        actions={
          mayChange && (
            <Button variant="default" onClick={() => void setRuleOpen(true)}>
              Who counts…
            </Button>
          )
        }
        about={<About data={query.data} show={(people) => void setBehind({ people, of: null })} />}
      />
      <FrameBox>
        <Toolbar>
          <NativeSelect
            aria-label="Which groups"
            size="sm"
            data={chronicStates.map(({ value, label }) => ({
              value,
              label: value === 'all' || !query.data ? label : `${label} (${count(query.data.counts[value] ?? 0)})`,
            }))}
            value={state}
            onChange={(event) => void setState(event.currentTarget.value as typeof state)}
          />
          <Text size="sm" c="dimmed" visibleFrom="sm">
            Keys: j k go, Enter opens, x selects, p pause, s stop, z snooze, w waiting, e solved, n not a problem
          </Text>
        </Toolbar>
        <DataTable
          caption="Groups of people in the same trouble"
          columns={groupColumns(
            {
              open: (key) => void setOpenKey(key),
              showPeople: (group, shown) => void setBehind({ people: shown, of: group }),
            },
            selected,
          )}
          list={{
            rows: groups,
            error: query.error,
            hasMore: false,
            isLoadingMore: false,
            isStale: query.isPlaceholderData,
            loadMore: () => undefined,
            again: () => void query.refetch(),
          }}
          rowKey={({ key }) => key}
          empty={<Empty state={state} total={query.data?.people ?? 0} showAll={() => void setState('all')} />}
        />
      </FrameBox>
      {openKey !== null && (
        <GroupDrawer
          groupKey={openKey}
          close={() => void setOpenKey(null)}
          act={(group, kind) => setDeed({ groups: [group], kind })}
        />
      )}
      {behind.people !== null && (
        <PeopleDrawer groupKey={behind.of} shown={behind.people} close={() => void setBehind(null)} />
      )}
      {deed && <ActDialog {...deed} close={() => setDeed(null)} onDone={() => setSelected(new Set())} />}
      {isRuleOpen && <RuleDialog close={() => void setRuleOpen(null)} />}
    </>
  );
}

interface AboutProps {
  data: { people: number; skippedNextTime: number } | undefined;
  show: (people: Shown) => void;
}

function About({ data, show }: AboutProps) {
  const opens = (words: string, shown: Shown) => (
    <Anchor component="button" type="button" size="sm" underline="always" onClick={() => show(shown)}>
      {words}
    </Anchor>
  );
  const rule = useQuery(ruleQuestion);
  return (
    <>
      People whose mail fails issue after issue{rule.data && `: ${ruleInWords(rule.data.rule)}`}. Same cause, same mail
      server: one group, decided at once.
      {data && data.people > 0 && (
        <>
          {' '}
          {opens(counted(data.people, 'person', 'people'), 'all')} in all.{' '}
          {data.skippedNextTime === 0
            ? 'Nobody of them will be skipped next time.'
            : opens(`Will be skipped next time: ${count(data.skippedNextTime)}`, 'held_back')}
        </>
      )}
    </>
  );
}

function Empty({ state, total, showAll }: { state: string; total: number; showAll: () => void }) {
  if (total === 0)
    return (
      <EmptyState title="Nobody is in chronic trouble">
        Once somebody misses several campaigns in a row, she appears here in a group with everybody who has the same
        trouble at the same mail server: with what their server says, what to do, and what will not help.
      </EmptyState>
    );
  return (
    <EmptyState
      title={state === 'open' ? 'Every group is decided' : 'No group in this state'}
      action={
        <Button variant="default" onClick={showAll}>
          Show all groups
        </Button>
      }
    >
      A newer failure opens a group again by itself.
    </EmptyState>
  );
}
