// Which name servers show a record already and which do not, since when, and by when all of them should.
import type { DomainCheck } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { ServerViews } from '../dkim/server-views';
import { Moment } from '../parts/moment';

interface SpreadOfRecordProps {
  spread: NonNullable<DomainCheck['spread']>;
  wanted: string | null;
  what: string;
}

export function SpreadOfRecord({ spread: { since, until, views }, wanted, what }: SpreadOfRecordProps) {
  const isOverdue = until !== null && new Date(until).getTime() < Date.now();
  return (
    <>
      <Text size="sm" c="dimmed" component="div" mt={4}>
        Not seen everywhere since <Moment at={since} />
        {until === null && '. How long the servers keep the old answer, they did not say.'}
        {until !== null && !isOverdue && (
          <>
            ; by what the servers say it is by <Moment at={until} /> at the latest.
          </>
        )}
        {isOverdue && (
          <>
            . It should have been by <Moment at={until} />: ask whoever runs the servers below that lag behind.
          </>
        )}
      </Text>
      <ServerViews views={views} wanted={wanted} what={what} />
    </>
  );
}
