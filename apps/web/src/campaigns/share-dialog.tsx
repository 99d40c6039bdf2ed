// Showing a report to somebody without an account: a link that ends, made here, revoked here.
'use client';

import type { MadeShareLink, ShareLink } from '@doorstep/contracts';
import { Button, Checkbox, Group, List, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reports } from '../client/reports';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { useAction } from '../parts/use-action';
import { campaignKey } from './campaigns-key';

const lengths = [
  { value: '7', label: 'a week' },
  { value: '30', label: '30 days' },
  { value: '365', label: 'a year' },
];

export function ShareDialog({ campaignId, close }: { campaignId: string; close: () => void }) {
  const [days, setDays] = useState('30');
  const [showsAddresses, setShowsAddresses] = useState(false);
  const [made, setMade] = useState<MadeShareLink | null>(null);
  const key = [...campaignKey(campaignId), 'share-links'];
  const links = useQuery({ queryKey: key, queryFn: () => reports.shareLinks(campaignId) });
  const share = useAction({
    run: () => reports.share(campaignId, { days: Number(days), showsAddresses }),
    changes: [key],
    isFaultShownInPlace: true,
    onDone: setMade,
  });
  const revoke = useAction({
    run: (link: ShareLink) => reports.revoke(campaignId, link.id),
    changes: [key],
    done: 'The link shows nothing any more',
  });
  const live = (links.data?.data ?? []).filter(
    (link) => link.revokedAt === null && new Date(link.expiresAt) > new Date(),
  );
  return (
    <Modal opened onClose={close} title="Share this report" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text size="sm">
          Whoever has the link reads the report, without signing in. It shows numbers, never who opened or clicked.
        </Text>
        {made === null ? (
          <>
            <Select
              label="Valid for"
              data={lengths}
              value={days}
              allowDeselect={false}
              onChange={(value) => setDays(value ?? '30')}
            />
            <Checkbox
              label="Also list the addresses that did not get it"
              checked={showsAddresses}
              onChange={(event) => setShowsAddresses(event.currentTarget.checked)}
            />
            {share.error && <ProblemBox error={share.error} />}
            <Group justify="flex-end">
              <Button loading={share.isPending} onClick={() => share.mutate(undefined)}>
                Make the link
              </Button>
            </Group>
          </>
        ) : (
          <>
            <Text size="sm">Copy it now: it is shown this once.</Text>
            <RawReply text={made.url} what="link" />
          </>
        )}
        {live.length > 0 && (
          <List size="sm" listStyleType="none" spacing={8} aria-label="Links that show it now">
            {live.map((link) => (
              <List.Item key={link.id}>
                <Group gap={8} justify="space-between">
                  <Text size="sm" component="span">
                    By {link.createdBy}, opened {counted(link.opened, 'time', 'times')}, ends{' '}
                    <Moment at={link.expiresAt} asRelative />
                    {link.showsAddresses && ', with addresses'}
                  </Text>
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => revoke.mutate(link)}
                    aria-label={`Revoke the link made by ${link.createdBy}`}
                  >
                    Revoke
                  </Button>
                </Group>
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Modal>
  );
}
