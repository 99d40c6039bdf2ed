// A campaign that is still written: content, sender and audience on one page, with the check always beside it.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Stack } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { PageHeader } from '../parts/page-header';
import { Status } from '../parts/status';
import { useRight } from '../parts/use-may';
import { campaignWords } from '../parts/words';
import { ArchiveSection } from './archive-section';
import { AudienceSection } from './audience-section';
import { CampaignMenu } from './campaign-menu';
import { ContentSection, type Part } from './content-section';
import { SeriesLine } from './family';
import { FromSection } from './from-section';
import { goToField } from './go-to-field';
import { PauseReason } from './pause-reason';
import { ReadyPanel } from './ready-panel';
import classes from './ready-panel.module.css';
import { RunActions } from './run-actions';
import { SaveMark, SaveTrouble } from './save-mark';
import { TrackingSection } from './tracking-section';
import { useDraft } from './use-draft';
import { VariantsSection } from './variants-section';

export function DraftPage({ campaign }: { campaign: Campaign }) {
  const router = useRouter();
  const draft = useDraft(campaign);
  const mayWrite = useRight('campaigns:write');
  const [part, setPart] = useState<Part>('html');
  const goTo = (field: string, line: number | null) => {
    // The field has to stand on the page before it can be gone to.
    if (field === 'html' || field === 'contentSource') flushSync(() => setPart('html'));
    if (field === 'text') flushSync(() => setPart('text'));
    goToField(field, line);
  };
  return (
    <>
      <PageHeader
        back={{ href: '/campaigns', label: 'Campaigns' }}
        title={draft.fields.name.trim() || campaign.name}
        status={<Status word={campaignWords[campaign.state]} />}
        needs={{ scope: 'campaigns:write', to: 'write on a campaign, or send it' }}
        act={
          <>
            <SaveMark draft={draft} />
            {campaign.state === 'draft' ? (
              <CampaignMenu campaign={campaign} onDeleted={() => router.push('/campaigns')} />
            ) : (
              <RunActions campaign={campaign} />
            )}
          </>
        }
      />
      <SaveTrouble draft={draft} />
      <div className={classes.page}>
        <fieldset className={classes.fields} disabled={mayWrite === 'lacks'} aria-label="What is sent, and to whom">
          <Stack gap="md">
            <PauseReason campaign={campaign} />
            <SeriesLine series={campaign.series} />
            <ContentSection campaign={campaign} draft={draft} part={part} setPart={setPart} />
            <VariantsSection campaign={campaign} draft={draft} />
            <FromSection draft={draft} />
            <AudienceSection draft={draft} campaign={campaign} />
            <TrackingSection draft={draft} />
            <ArchiveSection campaign={campaign} />
          </Stack>
        </fieldset>
        <div className={classes.side}>
          <ReadyPanel campaign={campaign} isSaved={draft.saveState === 'saved'} goTo={goTo} />
        </div>
      </div>
    </>
  );
}
