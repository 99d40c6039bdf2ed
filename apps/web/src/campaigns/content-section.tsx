// What the readers get: subject, HTML and text, beside a preview.
'use client';

import { Group, Tabs, TextInput } from '@mantine/core';
import { Section } from '../parts/section';
import { CodeArea } from './code-area';
import classes from './content-section.module.css';
import { fieldId } from './go-to-field';
import { MergeMenu } from './merge-menu';
import { Preview } from './preview';
import type { Draft } from './use-draft';

export type Part = 'html' | 'text';

const parts: readonly { value: Part; label: string; placeholder: string }[] = [
  {
    value: 'html',
    label: 'HTML',
    placeholder: '<h1>Hello {{ name | default: "there" }}</h1>\n<p>What is new this month …</p>',
  },
  {
    value: 'text',
    label: 'Plain text',
    placeholder: 'Leave it empty: it is made from the HTML.',
  },
];

interface ContentSectionProps {
  draft: Draft;
  part: Part;
  setPart: (part: Part) => void;
}

export function ContentSection({ draft, part, setPart }: ContentSectionProps) {
  const { fields, set, faultOf } = draft;
  const listId = fields.listIds[0];
  return (
    <Section title="Content">
      <TextInput
        id={fieldId('name')}
        label="Name"
        description="Only you and those who work with you see it"
        value={fields.name}
        maxLength={200}
        onChange={(event) => set('name', event.currentTarget.value)}
        error={faultOf('name') ?? (fields.name.trim() === '' ? 'A campaign has a name' : undefined)}
        mb="md"
      />
      <Group align="flex-start" gap={8} mb="md" wrap="wrap">
        <TextInput
          id={fieldId('subject')}
          label="Subject"
          style={{ flex: '1 1 240px' }}
          value={fields.subject}
          maxLength={500}
          onChange={(event) => set('subject', event.currentTarget.value)}
          error={faultOf('subject')}
        />
        <div className={classes.besideLabel}>
          <MergeMenu into="subject" listId={listId} onChange={(value) => set('subject', value)} />
        </div>
      </Group>
      <Tabs value={part} onChange={(value) => setPart(value as Part)} keepMounted>
        <Group justify="space-between" mb={12} gap={8}>
          <Tabs.List>
            {parts.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <MergeMenu into={part} listId={listId} onChange={(value) => set(part, value)} />
        </Group>
        {parts.map(({ value, label, placeholder }) => (
          <Tabs.Panel key={value} value={value}>
            <CodeArea
              id={fieldId(value)}
              label={label}
              placeholder={placeholder}
              value={fields[value]}
              onChange={(written) => set(value, written)}
              fault={faultOf(value)}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
      <div className={classes.preview}>
        <Preview subject={fields.subject} html={fields.html} text={fields.text} part={part} />
      </div>
    </Section>
  );
}
