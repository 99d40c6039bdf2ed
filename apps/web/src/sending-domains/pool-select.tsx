// Which source addresses a domain's campaigns go out from; shown once there is more than one pool to choose.
'use client';

import type { SendingDomain } from '@doorstep/contracts';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { choosePool, sourceAddresses } from '../client/sending';
import { useAction } from '../parts/use-action';
import { useMayDeliver, useMayReadSettings } from '../parts/use-may';
import { domainsKey } from './domains-key';

export function PoolSelect({ domain }: { domain: SendingDomain }) {
  const mayRead = useMayReadSettings();
  const sources = useQuery({
    queryKey: ['source-addresses', 'pools'],
    queryFn: sourceAddresses.page,
    enabled: mayRead,
  });
  const choose = useAction({
    run: (pool: string) => choosePool(domain.id, pool),
    changes: [domainsKey],
    done: (changed) => `Campaigns of ${changed.name} go out from the pool “${changed.pool}”`,
  });
  const mayDeliver = useMayDeliver();
  const pools = [...new Set([domain.pool, ...(sources.data?.data ?? []).map(({ pool }) => pool)])].sort();
  if (pools.length < 2) return null;
  return (
    <Select
      label="Source addresses"
      aria-label={`Pool of source addresses of ${domain.name}`}
      data={pools}
      value={domain.pool}
      allowDeselect={false}
      disabled={choose.isPending || !mayDeliver}
      onChange={(pool) => pool !== null && choose.mutate(pool)}
      maw={240}
      m={12}
    />
  );
}
