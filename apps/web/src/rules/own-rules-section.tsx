// The own rules in the order they are asked: moved by buttons, switched, changed, deleted; each act can be taken back.
'use client';

import type { RuleView } from '@doorstep/contracts';
import { ActionIcon, Button, Menu, Skeleton, Switch } from '@mantine/core';
import { ArrowDown, ArrowUp, MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { rules } from '../client/rules';
import type { Rows } from '../client/use-pages';
import { EmptyState } from '../parts/empty-state';
import { late } from '../parts/late';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { notifyWithUndo } from '../queue/undo';
import { looksFor, meansThat } from './rule-words';
import classes from './rules.module.css';
import { rulesKey } from './rules-key';

const RuleDialog = late(() => import('./rule-dialog').then((file) => file.RuleDialog));
const RuleVersions = late(() => import('./rule-versions').then((file) => file.RuleVersions));

const changes = [rulesKey];

function moved(list: readonly RuleView[], from: number, by: number): string[] {
  const ids = list.map(({ id }) => id);
  ids.splice(from + by, 0, ...ids.splice(from, 1));
  return ids;
}

interface RuleRowProps {
  rule: RuleView;
  list: readonly RuleView[];
  index: number;
  mayChange: boolean;
}

function RuleRow({ rule, list, index, mayChange }: RuleRowProps) {
  const [shown, setShown] = useState<'change' | 'versions' | null>(null);
  const { id, name } = rule;
  const order = useAction({ run: (by: number) => rules.order(moved(list, index, by)), changes });
  const restore = useAction({ run: () => rules.restore(id), changes, done: `“${name}” is back, asked last` });
  const remove = useAction({
    run: () => rules.remove(id),
    changes,
    onDone: () => notifyWithUndo(`“${name}” is deleted`, () => restore.mutate(undefined)),
  });
  const toggle = useAction({
    run: (isEnabled: boolean) => rules.change(id, { isEnabled }),
    changes,
    done: ({ isEnabled }) => `“${name}” is switched ${isEnabled ? 'on' : 'off'}`,
  });
  return (
    <li className={`${classes.rule} ${rule.isEnabled ? '' : classes.off}`}>
      <div className={classes.order}>
        {mayChange && (
          <>
            <ActionIcon
              variant="default"
              onClick={() => order.mutate(-1)}
              disabled={index === 0}
              aria-label={`Ask “${name}” earlier`}
            >
              <ArrowUp size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              onClick={() => order.mutate(1)}
              disabled={index === list.length - 1}
              aria-label={`Ask “${name}” later`}
            >
              <ArrowDown size={14} aria-hidden />
            </ActionIcon>
          </>
        )}
      </div>
      <div>
        <div className={classes.name}>{name}</div>
        <div className={classes.dim}>
          {looksFor(rule.definition)} → {meansThat(rule.definition)}
        </div>
      </div>
      {mayChange && (
        <div className={classes.acts}>
          <Switch
            checked={rule.isEnabled}
            onChange={(event) => toggle.mutate(event.currentTarget.checked)}
            aria-label={`“${name}” is in use`}
          />
          <Button variant="default" onClick={() => setShown('change')} aria-label={`Change “${name}”`}>
            Change
          </Button>
          <Menu>
            <Menu.Target>
              <Button variant="default" aria-label={`More for “${name}”`}>
                <MoreHorizontal size={14} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setShown('versions')}>What it was before</Menu.Item>
              <Menu.Item onClick={() => remove.mutate(undefined)}>Delete it</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
      {shown === 'change' && <RuleDialog rule={rule} close={() => setShown(null)} />}
      {shown === 'versions' && <RuleVersions rule={rule} close={() => setShown(null)} />}
    </li>
  );
}

export function OwnRulesSection({ list, add }: { list: Rows<RuleView>; add: React.ReactNode }) {
  const mayChange = useMayDeliver();
  const rows = list.rows;
  return (
    <Section title="Your rules" isFlush>
      {rows === undefined && list.error === null && <Skeleton height={64} m="md" />}
      {list.error && <ProblemBox error={list.error} again={list.again} />}
      {rows?.length === 0 && (
        <EmptyState title="No rule of your own yet" action={add}>
          Doorstep knows what most replies mean. Where a server says something it does not know, or means it otherwise,
          a rule of yours tells it. Yours are asked first, the upper ones before the lower.
        </EmptyState>
      )}
      {rows !== undefined && rows.length > 0 && (
        <ol className={classes.rules} aria-label="Your rules, the first asked first">
          {rows.map((rule, index) => (
            <RuleRow key={rule.id} rule={rule} list={rows} index={index} mayChange={mayChange} />
          ))}
        </ol>
      )}
    </Section>
  );
}
