// Templates: those that come with Doorstep and those that were saved, each as it looks; this one can be saved too.
'use client';

import type { Campaign, Template } from '@doorstep/contracts';
import { Button, Checkbox, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { templates } from '../client/content';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { isWritten, kindWords } from './content-kinds';
import { previewDocument } from './preview-document';
import { quietHtml } from './quiet-html';
import classes from './templates-dialog.module.css';
import { useContentChange } from './use-content-change';
import type { Draft } from './use-draft';

const templatesKey = ['templates'];

interface TemplatesDialogProps {
  campaign: Campaign;
  draft: Draft;
  close: () => void;
}

export function TemplatesDialog({ campaign, draft, close }: TemplatesDialogProps) {
  const all = useQuery({ queryKey: templatesKey, queryFn: templates.all });
  const begin = useContentChange(campaign.id, close);
  const isSaved = draft.saveState === 'saved';
  const use = ({ contentKind, contentSource, html }: Template) =>
    begin.mutate(contentKind === 'html' ? { contentKind, html } : { contentKind, contentSource });
  return (
    <Modal opened onClose={close} title="Templates" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        {isWritten(draft.fields) && (
          <Text size="sm" c="dimmed">
            A template replaces what is written here. What stands there now is kept among the versions.
          </Text>
        )}
        {all.isPending && <Skeleton height={220} />}
        {all.error && <ProblemBox error={all.error} again={() => void all.refetch()} />}
        <ul className={classes.gallery}>
          {all.data?.data.map((template) => (
            <Card
              key={template.id}
              template={template}
              isDisabled={!isSaved || begin.isPending}
              use={() => use(template)}
            />
          ))}
        </ul>
        <SaveTemplate draft={draft} />
      </Stack>
    </Modal>
  );
}

function Card({ template, isDisabled, use }: { template: Template; isDisabled: boolean; use: () => void }) {
  const changes = [templatesKey];
  const prefer = useAction({ run: (isDefault: boolean) => templates.setDefault(template.id, isDefault), changes });
  const drop = useAction({ run: () => templates.remove(template.id), changes, done: 'The template is gone' });
  return (
    <li className={classes.card}>
      <div className={classes.window} inert>
        <iframe
          className={classes.thumbnail}
          title={`How ${template.name} looks`}
          sandbox=""
          loading="lazy"
          srcDoc={previewDocument(quietHtml(template.html, null), { isDark: false, hosts: null })}
        />
      </div>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {template.name}
      </Text>
      <Text size="sm" c="dimmed">
        {template.description || `${kindWords[template.contentKind]}, saved by ${template.createdBy}`}
      </Text>
      {!template.isBuiltIn && (
        <Checkbox
          size="xs"
          label="New campaigns begin with it"
          checked={template.isDefault}
          onChange={(event) => prefer.mutate(event.currentTarget.checked)}
        />
      )}
      <Group gap={8} mt="auto">
        <Button variant="default" disabled={isDisabled} onClick={use} aria-label={`Use ${template.name}`}>
          Use it
        </Button>
        {!template.isBuiltIn && (
          <Button
            variant="subtle"
            color="red.9"
            onClick={() => drop.mutate(undefined)}
            aria-label={`Delete ${template.name}`}
          >
            Delete
          </Button>
        )}
      </Group>
    </li>
  );
}

function SaveTemplate({ draft }: { draft: Draft }) {
  const [name, setName] = useState('');
  const save = useAction({
    run: () => templates.save(name.trim(), draft.fields),
    changes: [templatesKey],
    done: 'Saved as a template',
    onDone: () => setName(''),
    isFaultShownInPlace: true,
  });
  if (!isWritten(draft.fields)) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Group align="flex-end" gap={8}>
        <TextInput
          label="Save this message as a template"
          placeholder="Monthly letter"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
          error={save.error?.message}
          style={{ flex: '1 1 240px' }}
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''} loading={save.isPending}>
          Save as template
        </Button>
      </Group>
    </form>
  );
}
