// What the readers get: subject, how it is written, and a preview of it.
'use client';

import type { Campaign, ContentKind } from '@doorstep/contracts';
import { Group, Tabs, TextInput } from '@mantine/core';
import { Section } from '../parts/section';
import { BodyEditor } from './body-editor';
import { CodeArea } from './code-area';
import { kindWords } from './content-kinds';
import classes from './content-section.module.css';
import { ContentTools } from './content-tools';
import { fieldId } from './go-to-field';
import { KindSwitch } from './kind-switch';
import { MergeMenu } from './merge-menu';
import { MissingFields } from './missing-fields';
import { Preview } from './preview';
import type { Draft } from './use-draft';

export type Part = 'html' | 'text';

interface ContentSectionProps {
  campaign: Campaign;
  draft: Draft;
  part: Part;
  setPart: (part: Part) => void;
}

export function ContentSection({ campaign, draft, part, setPart }: ContentSectionProps) {
  const { fields, set, faultOf } = draft;
  const listId = fields.listIds[0];
  const into = part === 'text' ? 'text' : fields.contentKind === 'html' ? 'html' : 'contentSource';
  return (
    <Section title="Content" aside={<ContentTools campaign={campaign} draft={draft} />}>
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
      <TextInput
        id={fieldId('previewText')}
        label="Preview text"
        description="What mail programs show behind the subject; without it, the message's first words"
        value={fields.previewText}
        maxLength={300}
        onChange={(event) => set('previewText', event.currentTarget.value)}
        error={faultOf('previewText')}
        mb="md"
      />
      <KindSwitch campaign={campaign} draft={draft} />
      <Tabs value={part} onChange={(value) => setPart(value as Part)} keepMounted>
        <Group justify="space-between" mb={12} gap={8}>
          <Tabs.List>
            <Tabs.Tab value="html">{tabWords(fields.contentKind)}</Tabs.Tab>
            <Tabs.Tab value="text">Plain text</Tabs.Tab>
          </Tabs.List>
          {(part === 'text' || fields.contentKind !== 'visual') && (
            <MergeMenu into={into} listId={listId} onChange={(value) => set(into, value)} />
          )}
        </Group>
        <Tabs.Panel value="html">
          <BodyEditor draft={draft} listId={listId} />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <CodeArea
            id={fieldId('text')}
            label="Plain text"
            placeholder="Leave it empty: it is made from the message."
            value={fields.text}
            onChange={(written) => set('text', written)}
            fault={faultOf('text')}
          />
        </Tabs.Panel>
      </Tabs>
      <div className={classes.preview}>
        <Preview
          id={campaign.id}
          savedAt={campaign.updatedAt}
          fromName={fields.fromName}
          variantCount={campaign.variantCount}
        />
        <MissingFields id={campaign.id} savedAt={campaign.updatedAt} />
      </div>
    </Section>
  );
}

const tabWords = (kind: ContentKind): string => (kind === 'visual' ? 'Message' : kindWords[kind]);
