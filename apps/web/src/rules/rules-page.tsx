// What replies mean: the own rules, the replies nobody knows, replays of the history, and ours to read.
'use client';

import type { NewRule } from '@doorstep/contracts';
import { Button, FileButton, Menu, Stack } from '@mantine/core';
import { MoreHorizontal, Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { rules } from '../client/rules';
import { usePages } from '../client/use-pages';
import { late } from '../parts/late';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { SettingsHead } from '../settings/settings-tabs';
import { BuiltInSection } from './built-in-section';
import { OwnRulesSection } from './own-rules-section';
import { ReplaysSection } from './replays-section';
import { rulesKey } from './rules-key';
import { TryReply } from './try-reply';
import { UnknownSection } from './unknown-section';

const RuleDialog = late(() => import('./rule-dialog').then((file) => file.RuleDialog));

function save(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('This file is no JSON. Choose one that was exported here.');
  }
}

/** Taking rules along to another installation. */
function FileMenu() {
  const out = useAction({ run: () => rules.export(), onDone: (file) => save('doorstep-rules.json', file) });
  const bring = useAction({
    run: async (file: File) => rules.import(parsed(await file.text())),
    changes: [rulesKey],
    done: ({ added, changed, unchanged }) => `${added} added, ${changed} changed, ${unchanged} were the same`,
  });
  return (
    <FileButton accept="application/json,.json" onChange={(file) => file && bring.mutate(file)}>
      {({ onClick }) => (
        <Menu>
          <Menu.Target>
            <Button variant="default" aria-label="More for rules">
              <MoreHorizontal size={14} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => out.mutate(undefined)}>Export as a file</Menu.Item>
            <Menu.Item onClick={onClick}>Import from a file</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </FileButton>
  );
}

export function RulesPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [draft, setDraft] = useState<NewRule | undefined>();
  const mayChange = useMayDeliver();
  const list = usePages(rulesKey, () => rules.page());
  const begin = (from?: NewRule) => {
    setDraft(from);
    void setIsAdding(true);
  };
  const add = mayChange && (
    <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => begin()}>
      New rule
    </Button>
  );
  return (
    <>
      <SettingsHead
        needs={{ scope: 'deliverability:write', to: 'change rules, or replay the history' }}
        actions={
          mayChange && (
            <>
              <FileMenu />
              {add}
            </>
          )
        }
        about="Rules say what the reply of a mail server means, and whose side it is about. Only what is about the reader’s own address can ever cost her the newsletter."
      />
      <Stack gap="md">
        <OwnRulesSection list={list} add={add} />
        <UnknownSection make={begin} />
        <ReplaysSection />
        <TryReply />
        <BuiltInSection />
      </Stack>
      {isAdding && <RuleDialog rule={null} draft={draft} close={() => void setIsAdding(null)} />}
    </>
  );
}
