// Describing a field: before its type changes, the values that would not fit are counted and shown.
'use client';

import type { CustomField, FieldType } from '@doorstep/contracts';
import { Alert, Select, TagsInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { customFields } from '../client/segments';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { fieldsKey } from '../segments/use-segments';
import { typeWords } from './type-words';

interface FieldDialogProps {
  /** null for a new one. */
  field: CustomField | null;
  firstKey: string;
  close: () => void;
}

const types = Object.entries(typeWords).map(([value, label]) => ({ value, label }));

export function FieldDialog({ field, firstKey, close }: FieldDialogProps) {
  const [key, setKey] = useState(firstKey);
  const [label, setLabel] = useState(field?.label ?? firstKey);
  const [type, setType] = useState<FieldType>(field?.type ?? 'text');
  const [choices, setChoices] = useState<string[]>(field?.choices ?? []);
  const [asked] = useDebouncedValue({ key, type, choices }, 300);
  const check = useQuery({
    queryKey: [...fieldsKey, 'check', asked],
    queryFn: () => customFields.check(asked.key, asked.type, asked.choices),
    enabled: asked.type !== 'text' && asked.key.trim() !== '' && (asked.type !== 'choice' || asked.choices.length > 0),
  });
  const unfit = type === 'text' ? 0 : (check.data?.unfit ?? 0);
  const save = useAction({
    run: () =>
      field === null
        ? customFields.create({ key: key.trim(), label: label.trim(), type, choices })
        : customFields.change(field.key, { label: label.trim(), type, choices, acknowledgeUnfit: unfit > 0 }),
    changes: [fieldsKey],
    done: (saved) => `“${saved.label}” is saved`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const faultOf = (name: string) => (save.error instanceof ApiProblem ? save.error.fieldDetail(name) : undefined);
  const isFull = key.trim() !== '' && label.trim() !== '' && (type !== 'choice' || choices.length > 0);
  return (
    <Dialog
      title={field === null ? 'Describe a field' : `Change “${field.label}”`}
      isOpen
      close={close}
      act={unfit > 0 ? 'Save all the same' : 'Save the field'}
      isBusy={save.isPending}
      isDisabled={!isFull}
      error={save.error}
      onAct={() => save.mutate(undefined)}
    >
      {field === null && (
        <TextInput
          label="Key"
          description="As in merge fields, {{ city }}, and in columns of imports"
          required
          data-autofocus
          value={key}
          maxLength={64}
          error={faultOf('key')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      )}
      <TextInput
        label="Label"
        required
        value={label}
        maxLength={100}
        error={faultOf('label')}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Select
        label="Type"
        data={types}
        value={type}
        allowDeselect={false}
        onChange={(chosen) => chosen !== null && setType(chosen as FieldType)}
      />
      {type === 'choice' && (
        <TagsInput
          label="Choices"
          description="Type one, press Enter"
          value={choices}
          maxTags={200}
          error={faultOf('choices')}
          onChange={setChoices}
        />
      )}
      {unfit > 0 && check.data && (
        <Alert
          color="yellow"
          title={`${counted(unfit, 'person has a value', 'people have values')} that would not fit`}
        >
          {check.data.samples
            .slice(0, 5)
            .map(({ value, people }) => `“${value}” (${people})`)
            .join(', ')}
          . They stay as they are, and no rule about this type is true of them.
        </Alert>
      )}
    </Dialog>
  );
}
