// Who gets it: lists and segments, less what is left out; someone who is chosen twice gets it once.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Anchor, Collapse, MultiSelect, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useLists } from '../lists/use-lists';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { useSegments } from '../segments/use-segments';
import { fieldId } from './go-to-field';
import classes from './ready-panel.module.css';
import { peopleHref } from './tally-bar';
import type { Draft } from './use-draft';

type Ids = 'listIds' | 'segmentIds' | 'excludedListIds' | 'excludedSegmentIds';

interface ChoiceProps {
  draft: Draft;
  name: Ids;
  label: string;
  placeholder: string;
  data: { value: string; label: string }[];
  maxValues: number;
}

function Choice({ draft: { fields, set, faultOf }, name, label, placeholder, data, maxValues }: ChoiceProps) {
  return (
    <MultiSelect
      id={fieldId(name)}
      label={label}
      placeholder={fields[name].length === 0 ? placeholder : undefined}
      data={data}
      value={fields[name]}
      onChange={(ids) => set(name, ids)}
      maxValues={maxValues}
      searchable
      nothingFoundMessage="None of this name"
      error={faultOf(name)}
    />
  );
}

/** Chosen people stay as they are: who they are is seen in the campaign they come from. */
function ChosenPeople({ from, fault }: { from: string | null; fault: ReactNode }) {
  return (
    <Section title="Audience">
      <Text size="sm" id={fieldId('listIds')} tabIndex={-1}>
        Chosen people of{' '}
        {from === null ? (
          'another campaign'
        ) : (
          <Anchor component={Link} underline="always" href={peopleHref(from, { group: 'missed' })}>
            another campaign
          </Anchor>
        )}
        . Whoever gets that one meanwhile, leaves its lists or is suppressed is left out by itself, and counted.
      </Text>
      {fault && (
        <Text size="sm" c="red" mt={8}>
          {fault}
        </Text>
      )}
    </Section>
  );
}

export function AudienceSection({ draft, campaign }: { draft: Draft; campaign: Campaign }) {
  if (campaign.audienceKind === 'people')
    return <ChosenPeople from={campaign.resendOf} fault={draft.faultOf('listIds')} />;
  return <ListAudience draft={draft} />;
}

function ListAudience({ draft }: { draft: Draft }) {
  const lists = useLists();
  const segments = useSegments();
  const hasLeftOut = draft.fields.excludedListIds.length + draft.fields.excludedSegmentIds.length > 0;
  const [isOpen, setIsOpen] = useState(hasLeftOut);
  const listChoices = (lists.data ?? []).map((list) => ({
    value: list.id,
    label: `${list.name} (${count(list.subscribedCount)})`,
  }));
  const segmentChoices = (segments.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Section title="Audience">
      <Stack gap={12}>
        <Choice
          draft={draft}
          name="listIds"
          label="Lists"
          placeholder="Choose one or more"
          data={listChoices}
          maxValues={50}
        />
        <Choice
          draft={draft}
          name="segmentIds"
          label="And whoever is in a segment"
          placeholder={segmentChoices.length === 0 ? 'There is no segment yet' : 'None chosen'}
          data={segmentChoices}
          maxValues={20}
        />
        <div>
          <button type="button" className={classes.jump} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            Leave some people out
          </button>
        </div>
        <Collapse expanded={isOpen}>
          <Stack gap={12}>
            <Choice
              draft={draft}
              name="excludedListIds"
              label="But nobody on these lists"
              placeholder="None left out"
              data={listChoices}
              maxValues={50}
            />
            <Choice
              draft={draft}
              name="excludedSegmentIds"
              label="And nobody in these segments"
              placeholder="None left out"
              data={segmentChoices}
              maxValues={20}
            />
          </Stack>
        </Collapse>
        <Text size="sm" c="dimmed">
          {lists.data?.length === 0 ? (
            <>
              There is no list yet.{' '}
              <Anchor component={Link} href="/imports/new">
                Import one
              </Anchor>
            </>
          ) : (
            <>
              Whoever is chosen twice gets it once. Suppressed addresses are left out by themselves, and counted. A
              segment reaches people who are subscribed to at least one list.{' '}
              <Anchor component={Link} href="/segments/new" underline="always">
                Make a segment
              </Anchor>
            </>
          )}
        </Text>
      </Stack>
    </Section>
  );
}
