// The fields of one condition, by its kind; read from left to right they are its sentence.
'use client';

import type { SegmentCondition } from '@doorstep/contracts';
import { Autocomplete, NumberInput, Select } from '@mantine/core';
import { Is, Many, One, Word } from './choice-fields';
import { DaysField, dayOps, firstTest, opsFor, TestFields, textOps } from './test-fields';
import type { Known } from './use-segments';

interface Props<Condition extends SegmentCondition = SegmentCondition> {
  condition: Condition;
  known: Known;
  onChange: (condition: SegmentCondition) => void;
}
type Of<Kind> = Extract<SegmentCondition, { kind: Kind }>;

const standings = ['unknown', 'good', 'failing', 'hard', 'complained'].map((value) => ({ value, label: value }));
const providers = [
  ...['google', 'microsoft365', 'outlook', 'yahoo', 'apple', 'gmx', 'orange', 'comcast', 'mimecast', 'barracuda'],
  'other',
];
const statuses = ['subscribed', 'unconfirmed', 'unsubscribed', 'removed'];

export function ConditionFields({ condition, known, onChange }: Props) {
  switch (condition.kind) {
    case 'field':
      return <FieldFields condition={condition} known={known} onChange={onChange} />;
    case 'name':
    case 'address':
    case 'domain': {
      const set = (test: typeof condition.test) => onChange({ ...condition, test });
      return <TestFields subject={`the ${condition.kind}`} test={condition.test} ops={textOps} onChange={set} />;
    }
    case 'added':
      return (
        <TestFields
          subject="the day they were added"
          test={condition.test}
          ops={dayOps}
          onChange={(test) => onChange({ ...condition, test })}
        />
      );
    case 'list':
      return <ListFields condition={condition} known={known} onChange={onChange} />;
    case 'activity':
      return <ActivityFields condition={condition} known={known} onChange={onChange} />;
    case 'campaign':
      return <CampaignFields condition={condition} known={known} onChange={onChange} />;
    case 'tag':
      return (
        <>
          <Is label="Has the tag or not" words={['has', 'has not']} condition={condition} onChange={onChange} />
          <One
            label="Tag"
            choices={known.tags}
            value={condition.tagId}
            onChange={(tagId) => onChange({ ...condition, tagId })}
          />
        </>
      );
    case 'import':
      return (
        <>
          <Is label="By this import or not" words={['is', 'is not']} condition={condition} onChange={onChange} />
          <One
            label="Import"
            choices={known.imports}
            value={condition.importId}
            onChange={(importId) => onChange({ ...condition, importId })}
          />
        </>
      );
    default:
      return <AddressFields condition={condition} onChange={onChange} />;
  }
}

type AddressCondition = Of<'standing'> | Of<'provider'> | Of<'soft_streak'> | Of<'failing'> | Of<'suppressed'>;

function AddressFields({ condition, onChange }: { condition: AddressCondition; onChange: Props['onChange'] }) {
  switch (condition.kind) {
    case 'standing':
      return (
        <>
          <Is
            label="Standing is or is not"
            words={['is one of', 'is none of']}
            condition={condition}
            onChange={onChange}
          />
          <Many
            label="Standings"
            data={standings}
            value={condition.standings}
            onChange={(chosen) => onChange({ ...condition, standings: chosen as Of<'standing'>['standings'] })}
          />
        </>
      );
    case 'provider':
      return (
        <>
          <Is
            label="Mail is there or not"
            words={['is one of', 'is none of']}
            condition={condition}
            onChange={onChange}
          />
          <Many
            label="Mail providers"
            data={providers}
            value={condition.providers}
            onChange={(chosen) => onChange({ ...condition, providers: chosen })}
          />
        </>
      );
    case 'soft_streak':
      return (
        <NumberInput
          aria-label="At least so many"
          prefix="at least "
          value={condition.atLeast}
          min={1}
          max={1000}
          allowDecimal={false}
          onChange={(value) => typeof value === 'number' && onChange({ ...condition, atLeast: Math.max(1, value) })}
          w={130}
        />
      );
    case 'failing':
      return (
        <>
          <DaysField
            label="For so many days"
            days={condition.forDays}
            onChange={(forDays) => onChange({ ...condition, forDays })}
          />
          <Word>or longer</Word>
        </>
      );
    case 'suppressed':
      return <Is label="Suppressed or not" words={['yes', 'no']} condition={condition} onChange={onChange} />;
    default:
      return condition satisfies never;
  }
}

function FieldFields({ condition, known, onChange }: Props<Of<'field'>>) {
  const field = known.fields.find(({ value }) => value === condition.key);
  const choose = (key: string) => {
    const next = known.fields.find(({ value }) => value === key);
    const isOtherType = next !== undefined && (field?.type ?? 'text') !== next.type;
    onChange({ ...condition, key, test: isOtherType ? firstTest(next.type) : condition.test });
  };
  return (
    <>
      <Autocomplete
        aria-label="Field"
        placeholder="Which field"
        data={known.fields.map(({ value }) => value)}
        renderOption={({ option }) => known.fields.find(({ value }) => value === option.value)?.label ?? option.value}
        value={condition.key}
        maxLength={64}
        onChange={choose}
        w={160}
      />
      <TestFields
        subject={condition.key === '' ? 'the field' : condition.key}
        test={condition.test}
        ops={opsFor(field, condition.test.op)}
        suggestions={field?.type === 'choice' ? field.choices : []}
        onChange={(test) => onChange({ ...condition, test })}
      />
    </>
  );
}

const joinedChoices = [
  { value: 'any', label: 'joined at any time' },
  ...dayOps.map((op) => ({ ...op, label: `joined ${op.label}` })),
];

function ListFields({ condition, known, onChange }: Props<Of<'list'>>) {
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

function ActivityFields({ condition, known, onChange }: Props<Of<'activity'>>) {
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

function CampaignFields({ condition, known, onChange }: Props<Of<'campaign'>>) {
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
