// Slowing a campaign under way, spreading what is left of it, or letting it go: when it would end is said before the press.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { campaigns } from '../client/campaigns';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { EndingLine } from './ending-line';
import { rateSentence } from './schedule-options';

const MOST_HOURS = 168;
const kinds = ['free', 'rate', 'hours'] as const;
type Kind = (typeof kinds)[number];

interface PaceDialogProps {
  campaign: Campaign;
  /** First tries that are still to come; 1 or more. */
  left: number;
  close: () => void;
}

/** First tries an hour; null: as fast as mail servers take them; undefined: not said yet. */
function rateOf(kind: Kind, rate: number | string, hours: number | string, left: number): number | null | undefined {
  if (kind === 'free') return null;
  const said = kind === 'rate' ? Number(rate) : left / Number(hours);
  return Number.isFinite(said) && said > 0 ? Math.ceil(said) : undefined;
}

export function PaceDialog({ campaign, left, close }: PaceDialogProps) {
  const [kind, setKind] = useState<Kind>(campaign.ratePerHour === null ? 'hours' : 'rate');
  const [rate, setRate] = useState<number | string>(campaign.ratePerHour ?? '');
  const [hours, setHours] = useState<number | string>(2);
  const ratePerHour = rateOf(kind, rate, hours, left);
  const slow = useAction({
    run: (wanted: number | null) => campaigns.slow(campaign.id, wanted),
    changes: [campaignKey(campaign.id), campaignsKey],
    done: 'The pace is changed; it can be undone here',
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Pace of “${campaign.name}”`}
      isOpen
      close={close}
      act="Change the pace"
      isBusy={slow.isPending}
      isDisabled={ratePerHour === undefined}
      error={slow.error}
      onAct={() => ratePerHour !== undefined && slow.mutate(ratePerHour)}
    >
      <Radio.Group
        label={`${counted(left, 'first try is', 'first tries are')} still to come`}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
      >
        <Stack gap={8} mt={8}>
          <Radio value="hours" label="Spread the rest evenly" />
          <Radio value="rate" label="So many an hour" />
          <Radio value="free" label="As fast as mail servers take it" />
        </Stack>
      </Radio.Group>
      {kind === 'hours' && (
        <NumberInput
          label="Over hours"
          min={0.25}
          max={MOST_HOURS}
          step={1}
          decimalScale={2}
          value={hours}
          onChange={setHours}
        />
      )}
      {kind === 'rate' && (
        <NumberInput
          label="At most an hour"
          min={1}
          max={10_000_000}
          allowDecimal={false}
          thousandSeparator=","
          value={rate}
          onChange={setRate}
        />
      )}
      <Stack gap={4} role="status">
        {ratePerHour !== undefined && ratePerHour !== null && (
          <Text size="sm">{rateSentence(ratePerHour, left)} The first leaves at once.</Text>
        )}
        {ratePerHour !== undefined && <EndingLine campaignId={campaign.id} question={{ ratePerHour }} />}
      </Stack>
      <Text size="sm" c="dimmed">
        It holds from now on for those who were never tried. Whoever is tried again keeps her own time.
      </Text>
    </Dialog>
  );
}
