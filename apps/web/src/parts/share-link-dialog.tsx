// Showing something to somebody without an account: a link that ends, made here, revoked here.
'use client';

import type { MadeShareLink, Page, ShareLink } from '@doorstep/contracts';
import { Button, Group, List, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Actor } from './actor';
import { Moment } from './moment';
import { counted } from './numbers';
import { ProblemBox } from './problem-box';
import { RawReply } from './raw-reply';
import { useAction } from './use-action';

export interface ShareLinks {
  readonly key: readonly unknown[];
  readonly list: () => Promise<Page<ShareLink>>;
  readonly make: (days: number) => Promise<MadeShareLink>;
  readonly revoke: (linkId: string) => Promise<unknown>;
}

interface ShareLinkDialogProps {
  title: string;
  /** What whoever has the link sees. */
  about: string;
  links: ShareLinks;
  /** Days a link may be good for; `days` is chosen to begin with. */
  lengths: readonly { value: string; label: string }[];
  days: string;
  /** Said of one link beside the rest. */
  more?: (link: ShareLink) => string;
  /** Further choices. */
  children?: ReactNode;
  close: () => void;
}

export function ShareLinkDialog({
  title,
  about,
  links,
  lengths,
  days: first,
  more,
  children,
  close,
}: ShareLinkDialogProps) {
  const [days, setDays] = useState(first);
  const [made, setMade] = useState<MadeShareLink | null>(null);
  const { key } = links;
  const known = useQuery({ queryKey: key, queryFn: links.list });
  const share = useAction({
    run: () => links.make(Number(days)),
    changes: [key],
    isFaultShownInPlace: true,
    onDone: setMade,
  });
  const revoke = useAction({
    run: (link: ShareLink) => links.revoke(link.id),
    changes: [key],
    done: 'The link shows nothing any more',
  });
  const live = (known.data?.data ?? []).filter(
    (link) => link.revokedAt === null && new Date(link.expiresAt) > new Date(),
  );
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text size="sm">{about}</Text>
        {made === null ? (
          <>
            <Select
              label="Valid for"
              data={lengths}
              value={days}
              allowDeselect={false}
              onChange={(value) => setDays(value ?? first)}
            />
            {children}
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
                    By <Actor name={link.createdBy} at={link.createdAt} />, opened{' '}
                    {counted(link.opened, 'time', 'times')}, ends <Moment at={link.expiresAt} asRelative />
                    {more?.(link)}
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
