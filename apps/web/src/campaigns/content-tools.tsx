// Beginning from a template, saving one, and going back to a version.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Button, Group } from '@mantine/core';
import { History, LayoutTemplate } from 'lucide-react';
import { useState } from 'react';
import { late } from '../parts/late';
import type { Draft } from './use-draft';

const TemplatesDialog = late(() => import('./templates-dialog').then((file) => file.TemplatesDialog));
const VersionsDialog = late(() => import('./versions-dialog').then((file) => file.VersionsDialog));

export function ContentTools({ campaign, draft }: { campaign: Campaign; draft: Draft }) {
  const [asked, setAsked] = useState<'templates' | 'versions' | null>(null);
  const close = () => setAsked(null);
  return (
    <Group gap={8}>
      <Button
        variant="default"
        leftSection={<LayoutTemplate size={14} aria-hidden />}
        onClick={() => setAsked('templates')}
      >
        Templates
      </Button>
      <Button variant="default" leftSection={<History size={14} aria-hidden />} onClick={() => setAsked('versions')}>
        Versions
      </Button>
      {asked === 'templates' && <TemplatesDialog campaign={campaign} draft={draft} close={close} />}
      {asked === 'versions' && (
        <VersionsDialog campaign={campaign} isSaved={draft.saveState === 'saved'} close={close} />
      )}
    </Group>
  );
}
