// A new series, or a change of one: what it is made from, on which days, at what time, and when it ends. The next three times stand below.
'use client';

import {
  isTimeZone,
  localTimeAt,
  nextOccurrences,
  type Series,
  type SeriesChange,
  type SeriesTimes,
  scheduleSentence,
  seriesSentence,
} from '@doorstep/contracts';
import { NumberInput, Radio, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { campaigns } from '../client/campaigns';
import { series as calls, seriesKey } from '../client/series';
import { accountTimeZone, timeZoneKey } from '../client/time-zone';
import { Dialog } from '../parts/dialog';
import { deviceZone } from '../parts/time-words';
import { useAction } from '../parts/use-action';
import { RuleFields } from './rule-fields';

interface SeriesDialogProps {
  series?: Series;
  templateId: string | null;
  close: () => void;
}

type Fields = Required<SeriesChange>;

const fieldsOf = (series: Series | undefined, zone: string): Fields =>
  series
    ? {
        ...{ name: series.name, unchangedPolicy: series.unchangedPolicy, rule: series.rule, clock: series.clock },
        ...{
          timeZone: series.timeZone,
          startsOn: series.startsOn,
          untilOn: series.untilOn,
          mostIssues: series.mostIssues,
        },
      }
    : {
        ...{ name: '', unchangedPolicy: 'draft', rule: { kind: 'weekly', every: 1, days: [2] }, clock: '09:00' },
        ...{ timeZone: zone, startsOn: localTimeAt(new Date(), zone).slice(0, 10), untilOn: null, mostIssues: null },
      };

export function SeriesDialog(props: SeriesDialogProps) {
  const account = useQuery({ queryKey: timeZoneKey, queryFn: accountTimeZone.read });
  const title = props.series ? `Change “${props.series.name}”` : 'New series';
  if (account.isPending)
    return (
      <Dialog title={title} isOpen close={props.close} act="Save" isDisabled onAct={() => undefined}>
        <Skeleton height={240} aria-label="Loading" />
      </Dialog>
    );
  return <SeriesForm {...props} title={title} zone={account.data?.timeZone ?? deviceZone()} />;
}

function NextTimes({ times }: { times: SeriesTimes }) {
  const isWhole =
    /^\d\d:\d\d$/.test(times.clock) && /^\d{4}-\d\d-\d\d$/.test(times.startsOn) && isTimeZone(times.timeZone);
  const next = isWhole ? nextOccurrences(times, new Date(), Math.min(3, times.mostIssues ?? 3)) : [];
  return (
    <div role="status">
      <Text size="sm" fw={500}>
        {isWhole ? `${seriesSentence(times)}. The next three times:` : 'Day, time and zone make the next times.'}
      </Text>
      {isWhole && next.length === 0 && <Text size="sm">By these days it would never come.</Text>}
      {next.map(({ date, at }) => (
        <Text size="sm" key={date}>
          {scheduleSentence(at, times.timeZone)}
        </Text>
      ))}
    </div>
  );
}

function SeriesForm({ series, templateId, close, title, zone }: SeriesDialogProps & { title: string; zone: string }) {
  const [fields, setFields] = useState(() => fieldsOf(series, zone));
  const [chosen, setChosen] = useState(templateId);
  const templates = useQuery({ queryKey: ['campaigns', 'templates-of-series'], queryFn: () => campaigns.page() });
  const change = (part: Partial<Fields>) => setFields((known) => ({ ...known, ...part }));
  const save = useAction({
    run: () => (series ? calls.change(series.id, fields) : calls.add({ ...fields, templateId: chosen! })),
    changes: [seriesKey, ['calendar']],
    done: series ? 'It holds from the next time on' : 'The series is made',
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = (field: string) => (save.error instanceof ApiProblem ? save.error.fieldDetail(field) : undefined);
  const isFaultAtField = ['name', 'untilOn', 'startsOn', 'clock'].some((field) => fault(field) !== undefined);
  const options = (templates.data?.data ?? []).map(({ id, name, state }) => ({
    value: id,
    label: state === 'draft' ? name : `${name} (${state})`,
  }));
  return (
    <Dialog
      title={title}
      isOpen
      close={close}
      act={series ? 'Save the series' : 'Make the series'}
      isBusy={save.isPending}
      isDisabled={fields.name.trim() === '' || (!series && chosen === null) || !/^\d\d:\d\d$/.test(fields.clock)}
      error={isFaultAtField ? null : save.error}
      onAct={() => save.mutate(undefined)}
    >
      <TextInput
        label="Name"
        description="Its issues are called so, with their number and day"
        data-autofocus
        maxLength={150}
        value={fields.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={fault('name')}
      />
      {!series && (
        <Select
          label="Made from the campaign"
          description="Each issue is a copy of it as it stands then. {{ issue_number }} and {{ issue_date }} are filled in."
          searchable
          data={options}
          value={chosen}
          onChange={setChosen}
          nothingFoundMessage="No campaign is called so"
        />
      )}
      <RuleFields rule={fields.rule} change={(rule) => change({ rule })} />
      <TextInput
        type="time"
        label="Time"
        value={fields.clock}
        onChange={(event) => change({ clock: event.currentTarget.value })}
        error={fault('clock')}
      />
      <Select
        label="Time zone"
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        limit={100}
        data={[...new Set([fields.timeZone, deviceZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]}
        value={fields.timeZone}
        onChange={(value) => value !== null && change({ timeZone: value })}
      />
      <Stack gap="md">
        <TextInput
          type="date"
          label="Not before"
          value={fields.startsOn}
          onChange={(event) => event.currentTarget.value !== '' && change({ startsOn: event.currentTarget.value })}
          error={fault('startsOn')}
        />
        <TextInput
          type="date"
          label="Not after"
          description="Empty: without an end"
          value={fields.untilOn ?? ''}
          onChange={(event) => change({ untilOn: event.currentTarget.value || null })}
          error={fault('untilOn')}
        />
        <NumberInput
          label="Issues at most"
          description="Empty: without an end"
          min={1}
          max={10_000}
          allowDecimal={false}
          value={fields.mostIssues ?? ''}
          onChange={(value) => change({ mostIssues: value === '' ? null : Number(value) })}
        />
      </Stack>
      <Radio.Group
        label="When nothing was changed since the last issue"
        value={fields.unchangedPolicy}
        onChange={(value) => change({ unchangedPolicy: value as Fields['unchangedPolicy'] })}
      >
        <Stack gap={8} mt={8}>
          <Radio value="draft" label="Make a draft and tell me" />
          <Radio value="send" label="Send it anyway" />
        </Stack>
      </Radio.Group>
      <NextTimes times={fields} />
    </Dialog>
  );
}
