// When the last message leaves, as the limits stand now: one sentence, before a campaign goes and while it does.
'use client';

import type { CampaignEndingQuestion } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { endingKey } from './campaigns-key';

const REST_MS = 400;
const AGAIN_MS = 10_000;
/** What cannot be told yet may be known in a moment. */
const SOON_MS = 2000;

interface EndingLineProps {
  campaignId: string;
  /** A schedule that is thought of; without it the campaign as it stands. */
  question?: CampaignEndingQuestion;
  /** Says what it was worked out from, too. */
  hasBasis?: boolean;
}

export function EndingLine({ campaignId, question, hasBasis = false }: EndingLineProps) {
  const wanted = JSON.stringify(question ?? null);
  const [asked] = useDebouncedValue(wanted, REST_MS);
  const ending = useQuery({
    queryKey: [...endingKey(campaignId), asked],
    queryFn: () =>
      asked === 'null' ? campaigns.ending(campaignId) : campaigns.wouldEnd(campaignId, JSON.parse(asked)),
    refetchInterval: (query) => {
      if (asked !== 'null') return false;
      return query.state.data?.kind === 'unknown' ? SOON_MS : AGAIN_MS;
    },
    placeholderData: (known) => known,
    retry: false,
  });
  if (ending.data === undefined || ending.data.kind === 'done') return null;
  // The end of what was asked before would be taken for that of what stands there now.
  const isOld = asked !== wanted || ending.isPlaceholderData;
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {isOld ? 'Working out when the last message leaves …' : ending.data.words}
      {hasBasis && !isOld && ending.data.basis !== null && ` ${ending.data.basis.words}`}
    </Text>
  );
}
