// How many got a campaign that was stopped: the messages mail servers took, counted until the last open connection has ended.
'use client';

import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { campaigns } from '../client/campaigns';
import { count, counted } from '../parts/numbers';
import { campaignKey } from './campaigns-key';

const AGAIN_MS = 1000;

export function GotIt({ campaignId }: { campaignId: string }) {
  const account = useQuery({
    queryKey: [...campaignKey(campaignId), 'account'],
    queryFn: () => campaigns.account(campaignId),
    refetchInterval: (query) => (query.state.data?.onTheWire === 0 ? false : AGAIN_MS),
  });
  const queryClient = useQueryClient();
  const standing = account.data && `${account.data.handedOver} ${account.data.onTheWire}`;
  // The bar beside it must not say another number.
  useEffect(() => {
    if (standing !== undefined) void queryClient.invalidateQueries({ queryKey: campaignKey(campaignId), exact: true });
  }, [standing, campaignId, queryClient]);
  if (account.data === undefined) return null;
  const { handedOver, onTheWire, waiting } = account.data;
  return (
    <Text size="sm" role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {onTheWire > 0
        ? `${counted(handedOver, 'person', 'people')} got it so far; ${counted(onTheWire, 'message', 'messages')} on an open connection still ${onTheWire === 1 ? 'ends' : 'end'}.`
        : `Exactly ${counted(handedOver, 'person', 'people')} got it. ${count(waiting)} more would, once it is resumed.`}
    </Text>
  );
}
