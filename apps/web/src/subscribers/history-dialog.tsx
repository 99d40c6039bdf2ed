// Changes of many, newest first: who did what, how far it is, and the way back for 30 days.
'use client';

import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { bulkChanges } from '../client/audience';
import { Actor } from '../parts/actor';
import { EmptyState } from '../parts/empty-state';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { useMayEditPeople } from '../parts/use-may';
import { bulkWords } from './bulk-words';
import { bulkKey, useBulk } from './use-bulk';

export function HistoryDialog({ close }: { close: () => void }) {
  const { undo } = useBulk();
  const mayEdit = useMayEditPeople();
  const query = useQuery({
    queryKey: bulkKey,
    queryFn: () => bulkChanges.page(),
    refetchInterval: ({ state }) => (state.data?.data.some((row) => row.state.endsWith('ing')) ? 1000 : false),
  });
  const rows = query.data?.data;
  return (
    <Modal opened onClose={close} title="History of changes" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap={12}>
        {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
        {rows?.length === 0 && (
          <EmptyState title="Nothing was changed for many people yet">
            What you do to several subscribers at once stands here, and can be undone for 30 days.
          </EmptyState>
        )}
        {rows?.map((row) => (
          <Group key={row.id} justify="space-between" wrap="nowrap" gap={12}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="sm">{bulkWords(row)}</Text>
              <Text size="xs" c="dimmed">
                <Actor name={row.actor} at={row.createdAt} about={`bulk-changes:${row.id}`} />,{' '}
                <Moment at={row.createdAt} asRelative />
                {row.state === 'undone' && (
                  <>
                    {' '}
                    · undone by{' '}
                    {row.undoneBy ? (
                      <Actor name={row.undoneBy} at={row.undoneAt} about={`bulk-changes:${row.id}`} />
                    ) : (
                      'somebody'
                    )}{' '}
                    for {row.reverted}
                  </>
                )}
              </Text>
              {row.state.endsWith('ing') && (
                <Progress mt={4} aria-label="How far it is" value={(100 * row.done) / Math.max(1, row.total)} />
              )}
            </div>
            {row.isUndoable && mayEdit && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Undo: ${bulkWords(row)}`}
                loading={undo.isPending && undo.variables === row.id}
                onClick={() => undo.mutate(row.id)}
              >
                Undo
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
