// Settings → What bounces lead to: every rule in plain words, what a change would have done, versions and the way back.
'use client';

import type { ConsequencePolicy, Consequences } from '@doorstep/contracts';
import { Button, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { consequences } from '../client/consequences';
import { late } from '../parts/late';
import { ProblemBox } from '../parts/problem-box';
import { useMayChangeSettings } from '../parts/use-may';
import { SettingsHead } from '../settings/settings-tabs';
import classes from './consequences.module.css';
import { consequencesKey } from './consequences-key';
import { ComplaintCard, ForgetCard, GuardCard } from './guard-card';
import { PreviewSection } from './preview-section';
import { RuleCard } from './rule-card';
import { differences, groupOrder } from './rule-words';
import { VersionsSection } from './versions-section';

const SaveDialog = late(() => import('./save-dialog').then((file) => file.SaveDialog));

export function ConsequencesPage() {
  const query = useQuery({ queryKey: consequencesKey, queryFn: consequences.read });
  return (
    <>
      <SettingsHead
        needs={{ scope: 'settings:write', to: 'change these rules' }}
        about="When does Doorstep stop mailing an address, and for how long? Only failures of the mailbox itself count: a block of our own sending address or a server in trouble never costs anybody anything."
      />
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && (
        <Stack gap="md" aria-busy>
          <Skeleton height={180} />
          <Skeleton height={180} />
        </Stack>
      )}
      {query.data && <PolicyForm key={query.data.current.version} given={query.data} />}
    </>
  );
}

function PolicyForm({ given: { current, defaults, versions } }: { given: Consequences }) {
  const mayChange = useMayChangeSettings();
  const [policy, setPolicy] = useState<ConsequencePolicy>(current.policy);
  const [isSaving, setIsSaving] = useState(false);
  const preview = useMutation({ mutationFn: consequences.preview });
  const changed = differences(current.policy, policy);
  const isDefault = differences(defaults, policy).length === 0;
  const set = (next: ConsequencePolicy) => {
    preview.reset();
    setPolicy(next);
  };
  const isDisabled = !mayChange;
  return (
    <Stack gap="md">
      {groupOrder.map((group) => (
        <RuleCard
          key={group}
          group={group}
          rule={policy.groups[group]}
          isDisabled={isDisabled}
          set={(rule) => set({ ...policy, groups: { ...policy.groups, [group]: rule } })}
        />
      ))}
      <ForgetCard policy={policy} isDisabled={isDisabled} set={set} />
      <ComplaintCard />
      <GuardCard policy={policy} isDisabled={isDisabled} set={set} />
      {preview.error && <ProblemBox error={preview.error} again={() => preview.mutate(policy)} />}
      {preview.data && <PreviewSection preview={preview.data} />}
      <VersionsSection versions={versions} isDisabled={isDisabled} use={set} />
      {mayChange ? (
        <div className={classes.bar}>
          <p role="status">
            {changed.length === 0 ? 'These rules are in force.' : `Changed, not saved: ${changed.join(', ')}.`}
          </p>
          <Button variant="default" disabled={isDefault} onClick={() => set(defaults)}>
            Back to the defaults
          </Button>
          {changed.length > 0 && (
            <Button variant="default" onClick={() => set(current.policy)}>
              Drop my changes
            </Button>
          )}
          <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate(policy)}>
            Show what it would do
          </Button>
          <Button disabled={changed.length === 0} onClick={() => setIsSaving(true)}>
            Save
          </Button>
        </div>
      ) : (
        <div className={classes.bar}>
          <p>You may look at these rules. To change them, ask somebody who may change settings (Owner or Admin).</p>
        </div>
      )}
      {isSaving && <SaveDialog current={current} policy={policy} close={() => setIsSaving(false)} />}
    </Stack>
  );
}
