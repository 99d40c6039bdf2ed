// Whose an unmatched message may be: the nearest deliveries with their reasons, a search, matching by hand, and undo.
'use client';

import type { InboundDetail, MatchCandidate } from '@doorstep/contracts';
import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { returnedMail } from '../client/returned-mail';
import { ProblemBox } from '../parts/problem-box';
import { SearchField } from '../parts/toolbar';
import { useAction } from '../parts/use-action';
import { Candidate } from './candidate';
import { isWaitingForWorker } from './inbound-words';
import { MatchDialog } from './match-dialog';
import classes from './returned-mail.module.css';
import { inboundKey } from './returned-mail-keys';

export function MatchSection({ message, mayDeliver }: { message: InboundDetail; mayDeliver: boolean }) {
  const { match, state } = message;
  if (match?.state === 'applied' && mayDeliver) return <TakeBack matchId={match.id} />;
  if (state !== 'unmatched' || isWaitingForWorker(match)) return null;
  return <Nearest message={message} mayDeliver={mayDeliver} />;
}

function TakeBack({ matchId }: { matchId: string }) {
  const undo = useAction({ run: () => returnedMail.undoMatch(matchId), changes: [inboundKey] });
  return (
    <Group>
      <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(undefined)}>
        Take the match back
      </Button>
    </Group>
  );
}

function Nearest({ message, mayDeliver }: { message: InboundDetail; mayDeliver: boolean }) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<MatchCandidate | null>(null);
  const nearest = useQuery({
    queryKey: ['inbound-candidates', message.id, search],
    queryFn: () => returnedMail.candidates(message.id, search),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label="Whose it may be">
      <Title order={3} mb={8}>
        Whose it may be
      </Title>
      <SearchField label="Start of an address you know" value={search} onChange={setSearch} />
      {nearest.error && <ProblemBox error={nearest.error} again={() => void nearest.refetch()} />}
      {nearest.isLoading && <Skeleton height={96} mt={8} />}
      {nearest.data?.candidates.length === 0 && (
        <Text size="sm" c="dimmed" mt={8}>
          {search === ''
            ? 'No mail of yours comes near it: nothing it names was mailed. Most likely it is none of ours.'
            : 'No mail went to an address that begins like this.'}
        </Text>
      )}
      {nearest.data && nearest.data.candidates.length > 0 && (
        <ul className={classes.candidates} style={{ marginTop: 8 }}>
          {nearest.data.candidates.map((candidate) => (
            <Candidate
              key={candidate.deliveryId}
              candidate={candidate}
              choose={mayDeliver ? () => setChosen(candidate) : null}
            />
          ))}
        </ul>
      )}
      {chosen && <MatchDialog message={message} candidate={chosen} close={() => setChosen(null)} />}
    </section>
  );
}
