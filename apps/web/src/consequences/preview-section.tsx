// What a changed policy would have done to the addresses of today: counts first, then some of the people.
'use client';

import type { ConsequencePreview } from '@doorstep/contracts';
import { List, Stack, Text } from '@mantine/core';
import { AddressLink } from '../parts/address-link';
import { count, counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { groupWords } from './rule-words';

function Side({ title, side }: { title: string; side: ConsequencePreview['added'] }) {
  return (
    <div>
      <Text fw={600}>{title}</Text>
      {side.count > 0 && (
        <List size="sm" mt={4} listStyleType="none">
          {side.people.map((person) => (
            <List.Item key={person.address} style={{ overflowWrap: 'anywhere' }}>
              <AddressLink address={person.address} /> · {groupWords[person.group].title} ·{' '}
              {counted(person.failures, 'failure', 'failures')}
            </List.Item>
          ))}
        </List>
      )}
      {side.count > side.people.length && (
        <Text size="sm" c="dimmed">
          and {count(side.count - side.people.length)} more
        </Text>
      )}
    </div>
  );
}

export function PreviewSection({ preview }: { preview: ConsequencePreview }) {
  const { added, freed, failing, isComplete } = preview;
  return (
    <Section title="What these rules would have done">
      <Stack gap="sm" role="status">
        <Text size="sm">
          {failing === 0
            ? 'No address has failures that count today, so nothing would be different.'
            : `Looked at ${counted(failing, 'address', 'addresses')} with failures that count today${isComplete ? '' : ', the first of many'}.`}
        </Text>
        {failing > 0 && (
          <>
            <Side title={`${counted(added.count, 'person', 'people')} more would be suppressed`} side={added} />
            <Side title={`${counted(freed.count, 'person', 'people')} suppressed today would not be`} side={freed} />
            <Text size="sm" c="dimmed">
              Saving changes nobody at once: the rules hold for what comes back from now on. Who is suppressed already
              stays so until it is lifted or runs out.
            </Text>
          </>
        )}
      </Stack>
    </Section>
  );
}
