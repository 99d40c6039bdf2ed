// What stands where no mail came back, or nothing waits on the shelf.
import { Button } from '@mantine/core';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';

export function NoMail({ show }: { show: 'all' | 'unmatched' }) {
  if (show === 'unmatched')
    return (
      <EmptyState title="Nothing unmatched">
        Every message that came back belonged to a mail of yours, or was laid aside. A report without our signed return
        path changes nothing by itself: it would wait here until you say whose it is.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing has come back"
      action={
        <Button component={Link} href="/bounce-mailboxes" variant="default">
          See the bounce mailboxes
        </Button>
      }
    >
      When a server takes a message and gives it back later, when a person marks one as spam, or when a machine answers,
      it stands here: what it is, whose it is and what it led to. It is read from the bounce mailboxes.
    </EmptyState>
  );
}
