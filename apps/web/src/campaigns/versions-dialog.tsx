// What was written before: who, when, what changed in words, and the way back.
'use client';

import type { Campaign, CampaignVersionView } from '@doorstep/contracts';
import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { content } from '../client/content';
import { Actor } from '../parts/actor';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { campaignKey } from './campaigns-key';
import { kindWords } from './content-kinds';
import classes from './versions-dialog.module.css';

interface VersionsDialogProps {
  campaign: Campaign;
  isSaved: boolean;
  close: () => void;
}

export function VersionsDialog({ campaign, isSaved, close }: VersionsDialogProps) {
  const { id } = campaign;
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const key = [...campaignKey(id), 'versions', campaign.updatedAt];
  const all = useQuery({ queryKey: key, queryFn: () => content.versions(id) });
  const restore = useAction({
    run: (versionId: string) => content.restore(id, versionId),
    changes: [
      [...campaignKey(id), 'preflight'],
      [...campaignKey(id), 'variants'],
    ],
    done: 'Brought back. What stood there before is a version too',
    onDone: (answer) => {
      queryClient.setQueryData(campaignKey(id), answer);
      close();
    },
  });
  const versions = all.data?.data ?? [];
  return (
    <Modal opened onClose={close} title="Versions" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      {all.isPending && <Skeleton height={160} />}
      {all.error && <ProblemBox error={all.error} again={() => void all.refetch()} />}
      {all.data && versions.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing was written yet. Every stretch of writing is kept here, the last fifty of them.
        </Text>
      )}
      <ol className={classes.versions}>
        {versions.map((version, at) => (
          <li key={version.id} className={classes.version}>
            <Group justify="space-between" gap={8} wrap="nowrap" align="flex-start">
              <div className={classes.about}>
                <Text size="sm" component="div">
                  <strong>
                    <Actor name={version.actor} at={version.savedAt} about={`campaigns:${id}`} />
                  </strong>
                  , <Moment at={version.savedAt} /> · {kindWords[version.contentKind]}
                </Text>
                <Text size="sm" c="dimmed">
                  {at === 0 ? `What stands there now. ${version.words}` : version.words}
                </Text>
              </div>
              <Button
                variant="default"
                aria-expanded={chosen === version.id}
                onClick={() => setChosen(chosen === version.id ? null : version.id)}
              >
                Compare
              </Button>
            </Group>
            {chosen === version.id && (
              <Comparison
                campaignKey={key}
                load={() => content.version(id, version.id)}
                versionId={version.id}
                action={
                  <Button
                    disabled={!isSaved}
                    loading={restore.isPending}
                    onClick={() => restore.mutate(version.id)}
                    style={{ alignSelf: 'flex-start' }}
                  >
                    Bring this version back
                  </Button>
                }
              />
            )}
          </li>
        ))}
      </ol>
    </Modal>
  );
}

const fieldWords = {
  subject: 'Subject',
  previewText: 'Preview text',
  text: 'Words of the message',
  variants: 'Variants',
};

interface ComparisonProps {
  campaignKey: readonly unknown[];
  versionId: string;
  load: () => Promise<CampaignVersionView>;
  action: React.ReactNode;
}

function Comparison({ campaignKey: key, versionId, load, action }: ComparisonProps) {
  const view = useQuery({ queryKey: [...key, versionId], queryFn: load });
  if (view.isPending) return <Skeleton height={80} mt={8} />;
  if (view.error) return <ProblemBox error={view.error} />;
  const { changes } = view.data;
  return (
    <Stack gap={8} mt={8}>
      {changes.length === 0 && (
        <Text size="sm">Its words are those that stand there now. Only how it looks may differ.</Text>
      )}
      {changes.map((field) => (
        <div key={field.field}>
          <Text size="sm" fw={600}>
            {fieldWords[field.field]}, from then to now
          </Text>
          <div className={classes.words}>
            {field.changes.map(({ kind, text }, at) =>
              kind === 'added' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, which never move.
                <ins key={at}>{text}</ins>
              ) : kind === 'removed' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, which never move.
                <del key={at}>{text}</del>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, which never move.
                <span key={at}>{text}</span>
              ),
            )}
          </div>
        </div>
      ))}
      {action}
    </Stack>
  );
}
