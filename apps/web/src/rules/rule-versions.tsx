// Every form a rule has had, who changed it when, and the way back to one.
'use client';

import type { RuleVersion, RuleView } from '@doorstep/contracts';
import { Button, Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { rules } from '../client/rules';
import { Actor } from '../parts/actor';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { plainWords } from '../parts/words';
import { looksFor, meansThat } from './rule-words';
import classes from './rules.module.css';
import { rulesKey } from './rules-key';

export function RuleVersions({ rule, close }: { rule: RuleView; close: () => void }) {
  const versions = useQuery({ queryKey: [...rulesKey, rule.id, 'versions'], queryFn: () => rules.versions(rule.id) });
  const goBack = useAction({
    run: ({ name, note, definition }: RuleVersion) =>
      rules.change(rule.id, { name, note, definition, ifVersion: rule.version }),
    changes: [rulesKey],
    done: (_rule, { version }) => `“${rule.name}” is as it was in version ${version}`,
    onDone: close,
  });
  return (
    <Modal opened onClose={close} size="lg" title={`“${rule.name}”`} closeButtonProps={{ 'aria-label': 'Close' }}>
      {versions.error && <ProblemBox error={versions.error} />}
      {versions.isPending && <Skeleton height={120} />}
      <ol className={classes.groups} aria-label="Versions, newest first">
        {versions.data?.data.map((version) => (
          <li key={version.version}>
            <div className={classes.change}>
              <strong>
                Version {version.version}: {plainWords(version.change).toLowerCase()}
              </strong>
              <span className={classes.dim}>
                by <Actor name={version.actor} at={version.at} about={`rules:${rule.id}`} />,{' '}
                <Moment at={version.at} asRelative />
              </span>
              {version.version !== rule.version && (
                <Button variant="default" className={classes.count} onClick={() => goBack.mutate(version)}>
                  Back to this
                </Button>
              )}
            </div>
            <div className={classes.dim}>
              {looksFor(version.definition)} → {meansThat(version.definition)}
            </div>
          </li>
        ))}
      </ol>
    </Modal>
  );
}
