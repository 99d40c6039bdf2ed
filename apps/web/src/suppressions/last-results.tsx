// The last three results of somebody who is held back: what lifting it would try again.
'use client';

import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { suppressions } from '../client/audience';
import { Moment } from '../parts/moment';
import { Status } from '../parts/status';
import { deliveryWords } from '../parts/words';

export function LastResults({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ['suppressions', 'results', id], queryFn: () => suppressions.results(id) });
  if (data === undefined) return null;
  if (data.data.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No campaign was tried here yet.
      </Text>
    );
  return (
    <div>
      <Text size="sm" fw={500}>
        The last results
      </Text>
      {data.data.map(({ campaignName, state, at, reply, mxHost }) => (
        <div key={at}>
          <Text size="sm" component="div">
            <Status word={deliveryWords[state]} /> {campaignName}, <Moment at={at} asRelative />
          </Text>
          {reply && (
            <Text size="xs" c="dimmed" className="mono" style={{ overflowWrap: 'anywhere' }}>
              {mxHost}: {reply.slice(0, 300)}
            </Text>
          )}
        </div>
      ))}
    </div>
  );
}
