// What Google, Yahoo and Microsoft ask of senders, for each sending domain: in order or not, what it rests on, what to do.
'use client';

import type { SenderRule, SenderScorecard } from '@doorstep/contracts';
import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { results } from '../client/results';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { checkWords } from '../parts/words';
import classes from './deliverability.module.css';
import { resultsKey } from './result-questions';
import { askerNames } from './result-words';
import { type PageState, spanQuery } from './use-results';

export function RulesSection({ page, showReplies }: { page: PageState; showReplies: (pattern: number) => void }) {
  const { campaignId: _, ...query } = spanQuery({ ...page, range: page.range ?? '28d' });
  const cards = useQuery({ queryKey: [...resultsKey, 'rules', query], queryFn: () => results.rules(query) });
  if (cards.error) return <ProblemBox error={cards.error} again={() => void cards.refetch()} />;
  if (!cards.data) return <Skeleton height={320} />;
  if (cards.data.data.length === 0)
    return (
      <Section title="What the large providers ask for" isFlush>
        <EmptyState
          title="No sending domain yet"
          action={
            <Button component={Link} href="/sending-domains?new=true">
              Add a sending domain
            </Button>
          }
        >
          For each domain you send from, the rules of Google, Yahoo and Microsoft stand here: in order or not, what that
          rests on, and what to do.
        </EmptyState>
      </Section>
    );
  return (
    <Stack gap="md">
      {cards.data.data.map((card) => (
        <Card key={card.sendingDomainId} card={card} showReplies={showReplies} />
      ))}
    </Stack>
  );
}

function Card({ card, showReplies }: { card: SenderScorecard; showReplies: (pattern: number) => void }) {
  return (
    <Section
      title={<span style={{ overflowWrap: 'anywhere' }}>{card.domain}</span>}
      aside={
        <Text size="sm" c="dimmed">
          {card.checkedAt === null ? (
            'records never looked at'
          ) : (
            <>
              records looked at <Moment at={card.checkedAt} asRelative />
            </>
          )}
        </Text>
      }
      isFlush
    >
      <ul className={classes.rules}>
        {card.rules.map((rule) => (
          <Rule key={rule.id} rule={rule} showReplies={showReplies} />
        ))}
      </ul>
    </Section>
  );
}

function Rule({ rule, showReplies }: { rule: SenderRule; showReplies: (pattern: number) => void }) {
  return (
    <li className={classes.rule}>
      <div>
        <div className={classes.ruleTitle}>{rule.title}</div>
        <Status word={checkWords[rule.status]} />
        <div className={classes.sentence}>{rule.askedBy.map((asker) => askerNames[asker]).join(', ')}</div>
      </div>
      <div className={classes.evidence}>
        {rule.evidence.map((words) => (
          <div key={words}>{words}</div>
        ))}
        {rule.replies.map(({ pattern, text, messages }) => (
          <div key={pattern}>
            <Anchor component="button" type="button" size="sm" onClick={() => showReplies(pattern)}>
              {counted(messages, 'message', 'messages')} answered
            </Anchor>
            <span className={classes.said}>{text}</span>
          </div>
        ))}
        {rule.whatToDo !== null && <div className={classes.todo}>What to do: {rule.whatToDo}</div>}
      </div>
    </li>
  );
}
