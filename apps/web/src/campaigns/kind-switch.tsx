// Which way the campaign is written. Changing it says what becomes of what is there.
'use client';

import type { Campaign, ContentKind } from '@doorstep/contracts';
import { Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../parts/dialog';
import { isWritten, kinds, kindWords } from './content-kinds';
import { useContentChange } from './use-content-change';
import type { Draft } from './use-draft';

export function KindSwitch({ campaign, draft }: { campaign: Campaign; draft: Draft }) {
  const [wanted, setWanted] = useState<ContentKind | null>(null);
  const change = useContentChange(campaign.id, () => setWanted(null));
  const { fields } = draft;
  const choose = (kind: ContentKind) => {
    if (kind === fields.contentKind) return;
    if (isWritten(fields)) setWanted(kind);
    else change.mutate({ contentKind: kind });
  };
  const from = kindWords[fields.contentKind];
  return (
    <Group gap={12} mb="md">
      <Text size="sm" fw={500} id="kind-label">
        Written as
      </Text>
      <SegmentedControl
        size="xs"
        aria-labelledby="kind-label"
        value={fields.contentKind}
        onChange={(value) => choose(value as ContentKind)}
        disabled={change.isPending}
        data={kinds.map((value) => ({ value, label: kindWords[value] }))}
      />
      {wanted !== null && (
        <Dialog
          title={`Write it as ${kindWords[wanted]}?`}
          isOpen
          close={() => setWanted(null)}
          act={`Write it as ${kindWords[wanted]}`}
          isBusy={change.isPending}
          isDisabled={draft.saveState !== 'saved'}
          error={change.error}
          onAct={() => change.mutate({ contentKind: wanted })}
        >
          <Text size="sm">
            {wanted === 'html'
              ? `The HTML that was made from the ${from} stays and can be written on. There is no way from HTML back to ${from}.`
              : `${from} cannot be turned into ${kindWords[wanted]}: you begin with an empty page.`}{' '}
            What stands there now is kept: Versions brings it back, as {from}.
          </Text>
        </Dialog>
      )}
    </Group>
  );
}
