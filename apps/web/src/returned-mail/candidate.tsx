// One delivery a message may belong to: how likely, and every reason with its points.
import type { MatchCandidate } from '@doorstep/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Moment } from '../parts/moment';
import { Status } from '../parts/status';
import { deliveryWords } from '../parts/words';
import { likelihoodWords } from './inbound-words';
import classes from './returned-mail.module.css';

interface CandidateProps {
  candidate: MatchCandidate;
  /** null where one may only look. */
  choose: (() => void) | null;
}

export function Candidate({ candidate, choose }: CandidateProps) {
  const { address, campaignName, state, acceptedAt, score, likelihood, reasons } = candidate;
  return (
    <li className={classes.candidate}>
      <Group gap={12} justify="space-between" align="flex-start">
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text fw={600}>{address}</Text>
          <Text size="sm" c="dimmed">
            {campaignName} · {deliveryWords[state].label}
            {acceptedAt && (
              <>
                {' '}
                · accepted <Moment at={acceptedAt} />
              </>
            )}
          </Text>
        </div>
        <Group gap={8}>
          <Status word={likelihoodWords[likelihood]} />
          <Text size="sm" className="numbers">
            {score} of 100
          </Text>
        </Group>
      </Group>
      <ul className={classes.reasons}>
        {reasons.map(({ words, points }) => (
          <li key={words}>
            <span className={classes.points}>{points > 0 ? `+${points}` : points}</span>
            <span>{words}</span>
          </li>
        ))}
      </ul>
      {choose && (
        <Button variant="default" onClick={choose} aria-label={`Match by hand: ${address}, ${campaignName}`}>
          Match by hand
        </Button>
      )}
    </li>
  );
}
