// The test of a campaign on its page: variants side by side, how sure one can be, choosing one and taking it back.
'use client';

import { type AbReport, type VariantResult, variantLetter } from '@doorstep/contracts';
import { Anchor, Button, Group, Text } from '@mantine/core';
import { Check, Undo2 } from 'lucide-react';
import { variants } from '../client/variants';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { count, counted, share } from '../parts/numbers';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { campaignKey } from './campaigns-key';
import classes from './report.module.css';
import { peopleHref } from './tally-bar';
import { useSecondsUntil } from './use-seconds-until';

interface TestSectionProps {
  campaignId: string;
  test: AbReport;
  /** Nothing to press. */
  isOnPaper?: boolean;
}

export function TestSection({ campaignId, test, isOnPaper = false }: TestSectionProps) {
  const { stage, winner, words, reason, decidedBy } = test;
  const isOpen = !isOnPaper && (stage === 'testing' || stage === 'asking' || stage === 'chosen');
  return (
    <Section title="Variants">
      {stage === 'chosen' && !isOnPaper && <ChoiceNotice campaignId={campaignId} test={test} />}
      <section className={classes.wrap} aria-label="Variants side by side">
        <VariantTable campaignId={campaignId} test={test} />
      </section>
      <Text size="sm" mt={12}>
        {words}
      </Text>
      {reason !== null && reason !== words && (
        <Text size="sm" mt={4}>
          {winner === null || decidedBy !== null ? reason : `${variantLetter(winner)} was chosen: ${reason}`}
        </Text>
      )}
      <Standing campaignId={campaignId} test={test} />
      {isOpen && test.samplePercent < 100 && (
        <Group gap={8} mt={12}>
          <May scope="campaigns:send">
            {test.variants
              .filter(({ number }) => number !== winner)
              .map(({ number }) => (
                <Choose key={number} campaignId={campaignId} number={number} />
              ))}
          </May>
        </Group>
      )}
    </Section>
  );
}

function Choose({ campaignId, number }: { campaignId: string; number: number }) {
  const letter = variantLetter(number);
  const choose = useAction({
    run: () => variants.choose(campaignId, number),
    changes: [campaignKey(campaignId), ['overview']],
    done: `The rest gets ${letter}; it can be undone until it begins`,
  });
  return (
    <Button variant="default" loading={choose.isPending} onClick={() => choose.mutate(undefined)}>
      Choose {letter} now
    </Button>
  );
}

function ChoiceNotice({ campaignId, test }: TestSectionProps) {
  const seconds = useSecondsUntil(test.restFrom);
  const undo = useAction({
    run: () => variants.undo(campaignId),
    changes: [campaignKey(campaignId), ['overview']],
    done: 'It stands as it did before; nobody of the rest was mailed',
  });
  const letter = variantLetter(test.winner ?? 0);
  return (
    <Group
      justify="space-between"
      gap={12}
      p={14}
      mb={12}
      bg="var(--wash-warn)"
      style={{ borderRadius: 8, border: '1px solid var(--hairline)' }}
    >
      <div>
        <Text fw={600}>The rest gets {letter}</Text>
        <Text size="sm" className="numbers">
          {seconds > 0
            ? `The first of them leaves in ${counted(seconds, 'second', 'seconds')}. Undo takes the choice back.`
            : 'It begins now, or when the campaign is resumed.'}
        </Text>
      </div>
      <May scope="campaigns:send">
        <Button
          variant="default"
          leftSection={<Undo2 size={14} aria-hidden />}
          loading={undo.isPending}
          onClick={() => undo.mutate(undefined)}
        >
          Undo the choice
        </Button>
      </May>
    </Group>
  );
}

function Standing({ campaignId, test }: TestSectionProps) {
  const { stage, restWaiting, decideAt, deadlineAt, winnerBy, samplePercent } = test;
  if (samplePercent === 100)
    return (
      <Text size="sm" c="dimmed" mt={8}>
        It was tried on everybody: nobody waits for a winner.
      </Text>
    );
  if (restWaiting === 0) return null;
  const rest = (
    <Anchor
      component={Link}
      underline="always"
      href={peopleHref(campaignId, { abGroup: 'rest', group: 'not_yet' })}
      scroll={false}
    >
      {counted(restWaiting, 'person waits', 'people wait')}
    </Anchor>
  );
  if (stage !== 'testing')
    return (
      <Text size="sm" c="dimmed" mt={8}>
        {rest} for the winner.
      </Text>
    );
  return (
    <Text size="sm" c="dimmed" mt={8}>
      {rest} for the winner. {winnerBy === 'hand' ? 'You are asked to choose' : 'It is decided'} from{' '}
      <Moment at={decideAt} />, at the latest <Moment at={deadlineAt} />.
    </Text>
  );
}

function VariantTable({ campaignId, test }: TestSectionProps) {
  const hasPeople = test.variants.some(({ peopleOpened }) => peopleOpened !== null);
  const hasEvents = !hasPeople && test.variants.some(({ opens }) => opens !== null);
  const heads = [
    'In the test',
    'Not yet',
    'Has it',
    ...(hasPeople ? ['Opened', 'Clicked'] : hasEvents ? ['Opens', 'Clicks'] : []),
    'Did not get it',
    'Complained',
  ];
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">Variants with what came of each in the test</caption>
      <thead>
        <tr>
          <th scope="col">Variant</th>
          {heads.map((head) => (
            <th scope="col" className={classes.end} key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {test.variants.map((one) => (
          <tr key={one.number}>
            <th scope="row" className={classes.url} style={{ minWidth: 180 }}>
              {test.winner === one.number && <Check size={14} aria-label="Chosen" style={{ verticalAlign: '-2px' }} />}{' '}
              {variantLetter(one.number)}: {one.subject || 'No subject'}
              <Text size="xs" c="dimmed">
                {one.fromName}
                {one.hasOwnContent && ', a message of its own'}
              </Text>
            </th>
            <Numbers campaignId={campaignId} one={one} hasPeople={hasPeople} hasEvents={hasEvents} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NumbersProps {
  campaignId: string;
  one: VariantResult;
  hasPeople: boolean;
  hasEvents: boolean;
}

function Numbers({ campaignId, one, hasPeople, hasEvents }: NumbersProps) {
  const cell = (people: number, filter: Record<string, string>, words = count(people)) => (
    <td className={classes.end}>
      {people === 0 ? (
        words
      ) : (
        <Anchor
          component={Link}
          href={peopleHref(campaignId, { variant: String(one.number), abGroup: 'test', ...filter })}
          scroll={false}
        >
          {words}
        </Anchor>
      )}
    </td>
  );
  const { peopleOpened, peopleClicked, opens, clicks, gotIt } = one;
  return (
    <>
      {cell(one.people, {})}
      {cell(one.notTried, { group: 'not_yet' })}
      {cell(gotIt, { group: 'got_it' })}
      {hasPeople && cell(peopleOpened ?? 0, { reader: 'open' }, share(peopleOpened ?? 0, gotIt))}
      {hasPeople && cell(peopleClicked ?? 0, { reader: 'click' }, share(peopleClicked ?? 0, gotIt))}
      {hasEvents && <td className={classes.end}>{count(opens ?? 0)}</td>}
      {hasEvents && <td className={classes.end}>{count(clicks ?? 0)}</td>}
      {cell(one.missed, { group: 'missed' })}
      {cell(one.complained, { group: 'complained' })}
    </>
  );
}
