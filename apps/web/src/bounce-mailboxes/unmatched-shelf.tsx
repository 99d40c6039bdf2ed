// Where the mail that came to these mailboxes is looked at, and how much of it nobody could match.
'use client';

import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { returnedMail } from '../client/returned-mail';
import { Link } from '../parts/link';
import { counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { countsKey } from '../returned-mail/returned-mail-keys';

export function UnmatchedShelf() {
  const counts = useQuery({ queryKey: countsKey, queryFn: returnedMail.counts });
  const unmatched = counts.data?.unmatched ?? 0;
  return (
    <Section title="What came">
      <Text size="sm">
        <Anchor component={Link} underline="always" href="/returned-mail">
          Every message that came back
        </Anchor>{' '}
        is kept, with what it led to.{' '}
        {unmatched === 0 ? (
          'None waits to be matched.'
        ) : (
          <Anchor component={Link} underline="always" href="/returned-mail?show=unmatched">
            {counted(unmatched, 'message waits', 'messages wait')} to be matched by you.
          </Anchor>
        )}
      </Text>
    </Section>
  );
}
