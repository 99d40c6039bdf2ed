// What can be done about those who did not get it: see who, see why, send it again to them.
'use client';

import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { peopleHref } from './tally-bar';

const AgainDialog = late(() => import('./again-dialog').then((file) => file.AgainDialog));

export function MissedActions({ campaignId }: { campaignId: string }) {
  const [isSending, setIsSending] = useState(false);
  return (
    <Group gap={8} mt={12} className="no-print">
      <Button component={Link} href={peopleHref(campaignId, { group: 'missed' })} variant="default" scroll={false}>
        See who
      </Button>
      <Button component={Link} href={`/campaigns/${campaignId}?tab=why`} variant="default" scroll={false}>
        Why
      </Button>
      <May scope="campaigns:send">
        <Button variant="default" onClick={() => setIsSending(true)}>
          Send again to these
        </Button>
      </May>
      {isSending && (
        <AgainDialog campaignId={campaignId} filter={{ group: 'missed' }} close={() => setIsSending(false)} />
      )}
    </Group>
  );
}
