// The fields of one condition, by its kind; read from left to right they are its sentence.
'use client';

import { Autocomplete, NumberInput } from '@mantine/core';
import { Is, Many, One, Word } from './choice-fields';
import type { ConditionProps, Of } from './condition-props';
import { ActivityFields, CampaignFields, ListFields } from './history-fields';
import { DaysField, dayOps, firstTest, opsFor, TestFields, textOps } from './test-fields';

const standings = ['unknown', 'good', 'failing', 'hard', 'complained'].map((value) => ({ value, label: value }));
const providers = [
  ...['google', 'microsoft365', 'outlook', 'yahoo', 'apple', 'gmx', 'orange', 'comcast', 'mimecast', 'barracuda'],
  'other',
];

export function ConditionFields({ condition, known, onChange }: ConditionProps) {
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

function AddressFields({ condition, onChange }: { condition: AddressCondition; onChange: ConditionProps['onChange'] }) {
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

function FieldFields({ condition, known, onChange }: ConditionProps<Of<'field'>>) {
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
