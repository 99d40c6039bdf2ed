// The fields of conditions about what happened: on which lists somebody is, what she read, what became of a campaign.
'use client';

import { NumberInput, Select } from '@mantine/core';
import { Is, One, Word } from './choice-fields';
import type { ConditionProps, Of } from './condition-props';
import { dayOps, TestFields } from './test-fields';

const statuses = ['subscribed', 'unconfirmed', 'unsubscribed', 'removed'];
const joinedChoices = [
  { value: 'any', label: 'joined at any time' },
  ...dayOps.map((op) => ({ ...op, label: `joined ${op.label}` })),
];

export function ListFields({ condition, known, onChange }: ConditionProps<Of<'list'>>) {
  const { joined } = condition;
  const setJoined = (op: string | null) => {
    if (op === 'any' || op === null) return onChange({ ...condition, joined: null });
    const isCount = op === 'in_last_days' || op === 'not_in_last_days';
    const days = joined !== null && 'days' in joined ? joined.days : 30;
    const day = joined !== null && 'day' in joined ? joined.day : '';
    onChange({ ...condition, joined: (isCount ? { op, days } : { op, day }) as Of<'list'>['joined'] });
  };
  return (
    <>
      <Is label="On the list or not" words={['is', 'is not']} condition={condition} onChange={onChange} />
      <Select
        aria-label="Status on the list"
        data={statuses}
        value={condition.status}
        allowDeselect={false}
        onChange={(status) => status !== null && onChange({ ...condition, status: status as Of<'list'>['status'] })}
        w={140}
      />
      <Word>on</Word>
      <One
        label="List"
        choices={known.lists}
        value={condition.listId}
        onChange={(listId) => onChange({ ...condition, listId })}
      />
      {joined === null ? (
        <Select
          aria-label="When they joined"
          data={joinedChoices}
          value="any"
          allowDeselect={false}
          onChange={setJoined}
          w={190}
        />
      ) : (
        <>
          <Word>joined</Word>
          <TestFields
            subject="the day they joined"
            test={joined}
            ops={dayOps}
            onChange={(test) => onChange({ ...condition, joined: test })}
          />
        </>
      )}
    </>
  );
}

const events = [
  { value: 'opened', label: 'opened' },
  { value: 'clicked', label: 'clicked in' },
  { value: 'any', label: 'opened or clicked in' },
];

export function ActivityFields({ condition, known, onChange }: ConditionProps<Of<'activity'>>) {
  const { campaignId, lastCampaigns } = condition;
  return (
    <>
      <Is label="Did or did not" words={['has', 'has not']} condition={condition} onChange={onChange} />
      <Select
        aria-label="What they did"
        data={events}
        value={condition.event}
        allowDeselect={false}
        onChange={(event) => event !== null && onChange({ ...condition, event: event as Of<'activity'>['event'] })}
        w={180}
      />
      <Select
        aria-label="In which campaigns"
        data={[{ value: '', label: 'any of the last campaigns' }, ...known.campaigns]}
        value={campaignId ?? ''}
        allowDeselect={false}
        searchable
        onChange={(id) => onChange({ ...condition, campaignId: id || null })}
      />
      {campaignId === null && (
        <NumberInput
          aria-label="How many of the last campaigns"
          prefix="the last "
          value={lastCampaigns}
          min={1}
          max={100}
          allowDecimal={false}
          onChange={(value) =>
            typeof value === 'number' && onChange({ ...condition, lastCampaigns: Math.min(100, Math.max(1, value)) })
          }
          w={120}
        />
      )}
    </>
  );
}

const outcomes = [
  { value: 'in_audience', label: 'in its audience' },
  { value: 'accepted', label: 'accepted by their server' },
  { value: 'not_accepted', label: 'among those who did not get it' },
];

export function CampaignFields({ condition, known, onChange }: ConditionProps<Of<'campaign'>>) {
  return (
    <>
      <One
        label="Campaign"
        choices={known.campaigns}
        value={condition.campaignId}
        onChange={(campaignId) => onChange({ ...condition, campaignId })}
      />
      <Is label="Was or was not" words={['was', 'was not']} condition={condition} onChange={onChange} />
      <Select
        aria-label="What became of it"
        data={outcomes}
        value={condition.outcome}
        allowDeselect={false}
        onChange={(outcome) =>
          outcome !== null && onChange({ ...condition, outcome: outcome as Of<'campaign'>['outcome'] })
        }
        w={220}
      />
    </>
  );
}
