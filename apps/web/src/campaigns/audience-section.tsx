// Who gets it: one list or several; someone on two of them gets it once.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Anchor, MultiSelect, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLists } from '../lists/use-lists';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { fieldId } from './go-to-field';
import { peopleHref } from './tally-bar';
import type { Draft } from './use-draft';

/** Chosen people stay as they are: who they are is seen in the campaign they come from. */
function ChosenPeople({ from, fault }: { from: string | null; fault: ReactNode }) {
  return (
    <Section title="Audience">
      <Text size="sm" id={fieldId('listIds')} tabIndex={-1}>
        Chosen people of{' '}
        {from === null ? (
          'another campaign'
        ) : (
          <Anchor component={Link} href={peopleHref(from, { group: 'missed' })}>
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
  const { fields, set, faultOf } = draft;
  const lists = useLists();
  return (
    <Section title="Audience">
      <MultiSelect
        id={fieldId('listIds')}
        label="Lists"
        placeholder={fields.listIds.length === 0 ? 'Choose one or more' : undefined}
        data={(lists.data ?? []).map((list) => ({
          value: list.id,
          label: `${list.name} (${count(list.subscribedCount)})`,
        }))}
        value={fields.listIds}
        onChange={(listIds) => set('listIds', listIds)}
        maxValues={50}
        searchable
        nothingFoundMessage="No list of this name"
        error={faultOf('listIds')}
      />
      <Text size="sm" c="dimmed" mt={8}>
        {lists.data?.length === 0 ? (
          <>
            There is no list yet.{' '}
            <Anchor component={Link} href="/imports/new">
              Import one
            </Anchor>
          </>
        ) : (
          'Someone on several of them gets it once. Suppressed addresses are left out by themselves, and counted.'
        )}
      </Text>
    </Section>
  );
}
