// Limits of one destination set by hand, or of all destinations of its provider; what is left empty Doorstep finds out itself.
'use client';

import type { SiteLimit, SiteView } from '@doorstep/contracts';
import { Button, Group, NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { sites } from '../client/sending';
import { Actor } from '../parts/actor';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { limitWords, orderOfLimit, siteName } from './site-words';
import { sendingKeys } from './sites-key';
import { notifyWithUndo } from './undo';

interface LimitDialogProps {
  site: SiteView;
  close: () => void;
}

interface Values {
  place: string;
  connections: number | string;
  messagesPerConnection: number | string;
  perMinute: number | string;
  reason: string;
}

const numberOrNull = (value: number | string) => (value === '' ? null : Number(value));

const valuesOf = (limit: SiteLimit | null) => ({
  connections: limit?.connectionsInAll ?? limit?.connections ?? '',
  messagesPerConnection: limit?.messagesPerConnection ?? '',
  perMinute: limit?.perMinute ?? '',
  reason: limit?.reason ?? '',
});

export function LimitDialog({ site, close }: LimitDialogProps) {
  const name = siteName(site);
  const limitOf = (place: string) => (place === 'provider' ? site.providerLimit : site.ownLimit);
  const startPlace = site.ownLimit === null && site.providerLimit !== null ? 'provider' : 'site';
  const form = useForm<Values>({
    initialValues: { place: startPlace, ...valuesOf(limitOf(startPlace)) },
    validate: {
      connections: (value, { messagesPerConnection, perMinute }) =>
        value === '' && messagesPerConnection === '' && perMinute === '' ? 'Fill in one of the three' : null,
      reason: (value) => (value.trim() === '' ? 'A few words for those who work with you' : null),
    },
  });
  const isForProvider = form.values.place === 'provider';
  const known = limitOf(form.values.place);
  const who = isForProvider ? `all of ${name}` : name;

  /** Puts back what was there before. */
  const restore = useAction({
    run: () =>
      known === null
        ? sites.automatic(site.id, isForProvider)
        : sites.limit(site.id, orderOfLimit(known, isForProvider)),
    changes: sendingKeys,
    done: `The limits of ${who} are as they were`,
  });
  const onDone = (words: string) => () => {
    notifyWithUndo(words, () => restore.mutate(undefined));
    close();
  };
  const set = useAction({
    run: ({ connections, messagesPerConnection, perMinute, reason }: Values) =>
      sites.limit(site.id, {
        connections: numberOrNull(connections),
        messagesPerConnection: numberOrNull(messagesPerConnection),
        perMinute: numberOrNull(perMinute),
        forProvider: isForProvider,
        reason: reason.trim(),
      }),
    changes: sendingKeys,
    isFaultShownInPlace: true,
    onDone: onDone(`The limits of ${who} are set`),
  });
  const lift = useAction({
    run: () => sites.automatic(site.id, isForProvider),
    changes: sendingKeys,
    isFaultShownInPlace: true,
    onDone: onDone(`Doorstep finds the limits of ${who} out by itself again`),
  });

  return (
    <Dialog
      title={`Limits of ${name}`}
      isOpen
      close={close}
      act="Set them"
      isBusy={set.isPending}
      error={set.error ?? lift.error}
      onAct={form.onSubmit((values) => set.mutate(values))}
    >
      <Text size="sm">
        Doorstep finds out by itself how much a mail server puts up with, and slows down when it is asked to. Set limits
        only when you know better: because its postmaster told you, or to be more careful. They hold from the next
        message on, for each source address, until you go back to automatic.
      </Text>
      {site.provider !== null && (
        <SegmentedControl
          fullWidth
          aria-label="For"
          data={[
            { value: 'site', label: 'This destination' },
            { value: 'provider', label: `All of ${name}` },
          ]}
          value={form.values.place}
          onChange={(place) => form.setValues({ place, ...valuesOf(limitOf(place)) })}
        />
      )}
      {known !== null && (
        <Text size="xs" c="dimmed">
          Set by <Actor name={known.actor} at={known.setAt} about={`sites:${site.id}`} />: {limitWords(known)}.{' '}
          {known.reason}
        </Text>
      )}
      <NumberInput
        label="Connections at a time"
        description={
          isForProvider ? 'To all of its mail servers together' : 'Conversations with it that may be open at once'
        }
        placeholder="automatic"
        min={1}
        max={100}
        allowDecimal={false}
        {...form.getInputProps('connections')}
      />
      <NumberInput
        label="Messages in one connection"
        description="After so many a new connection is made"
        placeholder="automatic"
        min={1}
        max={10_000}
        allowDecimal={false}
        {...form.getInputProps('messagesPerConnection')}
      />
      <NumberInput
        label="Messages a minute"
        placeholder="as fast as it takes them"
        min={1}
        max={1_000_000}
        allowDecimal={false}
        {...form.getInputProps('perMinute')}
      />
      <TextInput
        label="Why"
        required
        placeholder="Their postmaster allows us ten connections"
        {...form.getInputProps('reason')}
      />
      {known !== null && (
        <Group>
          <Button variant="default" loading={lift.isPending} onClick={() => lift.mutate(undefined)}>
            Back to automatic
          </Button>
        </Group>
      )}
    </Dialog>
  );
}
