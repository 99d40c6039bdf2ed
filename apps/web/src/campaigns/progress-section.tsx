// How far a campaign is: one honest sentence, the bar, and numbers that add up to the audience.
import { type Campaign, type DeliveryGroup, scheduleSentence, untilWords } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { ToneIcon } from '../parts/status';
import { EndingLine } from './ending-line';
import { MissedActions } from './missed-actions';
import { PaceLine } from './pace-line';
import { optionSentences, optionsOf } from './schedule-options';
import { difference, failed, outcomeSentence } from './tally';
import { TallyBar, TallyLegend } from './tally-bar';

interface ProgressProps {
  campaign: Campaign;
  chosen: DeliveryGroup | null;
  isMoving: boolean;
  isLive: boolean;
}

function Line({ isMoving, isLive }: Pick<ProgressProps, 'isMoving' | 'isLive'>) {
  if (!isMoving) return null;
  return (
    <span role="status" style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
      <ToneIcon tone={isLive ? 'good' : 'warn'} />
      {isLive ? 'Live' : 'Connecting again; counted every few seconds'}
    </span>
  );
}

function Times({ campaign }: { campaign: Campaign }) {
  return (
    <Text size="sm" c="dimmed" component="div" mt={12}>
      {campaign.startedAt && (
        <>
          Begun <Moment at={campaign.startedAt} />
        </>
      )}
      {campaign.finishedAt && (
        <>
          , ended <Moment at={campaign.finishedAt} />
        </>
      )}
    </Text>
  );
}

/** Why nobody stands in the audience yet. */
function nobodyYet({ state, holdUntil }: Campaign): string {
  if (state !== 'planned') return 'Nobody was in the audience.';
  if (holdUntil !== null) return 'Who gets it is written down once the time for Undo is over.';
  return 'The audience is being written down, person by person. The first messages leave right after.';
}

export function ProgressSection({ campaign, chosen, isMoving, isLive }: ProgressProps) {
  const { tally } = campaign;
  if (campaign.state === 'scheduled' && campaign.scheduledAt !== null) {
    const at = new Date(campaign.scheduledAt);
    return (
      <Section title="Scheduled">
        <Text>
          It goes out on <strong>{scheduleSentence(at, campaign.timeZone ?? 'UTC')}</strong>,{' '}
          {untilWords(at, new Date())}. Who is on the lists at that moment gets it.{' '}
          {optionSentences(optionsOf(campaign), null).join(' ')}
        </Text>
        <EndingLine campaignId={campaign.id} />
      </Section>
    );
  }
  const missing = difference(tally);
  return (
    <Section title="Progress" aside={<Line isMoving={isMoving} isLive={isLive} />}>
      {tally.audience === 0 ? (
        <Text>{nobodyYet(campaign)}</Text>
      ) : (
        <>
          <Text fw={500} mb={12} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {outcomeSentence(campaign)}
          </Text>
          <TallyBar tally={tally} />
          <TallyLegend campaignId={campaign.id} tally={tally} chosen={chosen} />
          <Text size="sm" c="dimmed" mt={12}>
            Together {count(tally.audience)}: everyone on the lists stands in exactly one of these.
            {missing !== 0 && ` ${count(Math.abs(missing))} are being counted right now.`}
          </Text>
          {isMoving && campaign.plannedAt !== null && <EndingLine campaignId={campaign.id} hasBasis />}
          {(isMoving || campaign.state === 'paused') && <PaceLine campaign={campaign} />}
          {failed(tally) > 0 && <MissedActions campaignId={campaign.id} />}
        </>
      )}
      <Times campaign={campaign} />
    </Section>
  );
}
