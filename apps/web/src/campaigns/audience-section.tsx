// Who gets it: one list or several; someone on two of them gets it once.
'use client';

import { Anchor, MultiSelect, Text } from '@mantine/core';
import { useLists } from '../lists/use-lists';
import { Link } from '../parts/link';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { fieldId } from './go-to-field';
import type { Draft } from './use-draft';

export function AudienceSection({ draft }: { draft: Draft }) {
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
