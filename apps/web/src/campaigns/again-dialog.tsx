// Sending it again: who gets it, who does not and why, and then a draft for exactly these people.
'use client';

import type { LeftOutAgain, PeopleFilter } from '@doorstep/contracts';
import { List, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { reports } from '../client/reports';
import { Dialog } from '../parts/dialog';
import { count, counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';

const people = (value: number) => counted(value, 'person', 'people');

const whyNot: Record<keyof LeftOutAgain, (who: string) => string> = {
  gotIt: (who) => `${who}: their server took it already`,
  inDoubt: (who) => `${who}: may have it already, the answer was lost`,
  onTheWay: (who) => `${who}: may still get it by themselves`,
  suppressed: (who) => `${who}: suppressed, no campaign mails them`,
  left: (who) => `${who}: not subscribed to its lists any more`,
};

interface AgainDialogProps {
  campaignId: string;
  filter: PeopleFilter;
  close: () => void;
}

export function AgainDialog({ campaignId, filter, close }: AgainDialogProps) {
  const router = useRouter();
  const preview = useQuery({
    queryKey: [...campaignKey(campaignId), 'again', filter],
    queryFn: () => reports.wouldGetItAgain(campaignId, filter),
    staleTime: 0,
  });
  const make = useAction({
    run: () => reports.sendAgain(campaignId, filter),
    changes: [campaignsKey, campaignKey(campaignId)],
    done: (made) => `This draft goes to ${people(made.people)}`,
    isFaultShownInPlace: true,
    onDone: (made) => router.push(`/campaigns/${made.campaign.id}`),
  });
  const found = preview.data;
  const leftOut = Object.entries(found?.leftOut ?? {}).filter(([, left]) => left > 0);
  return (
    <Dialog
      title="Send it again"
      isOpen
      close={close}
      act={found ? `Make a draft for ${people(found.people)}` : 'Make a draft'}
      isBusy={make.isPending}
      isDisabled={!found || found.people === 0}
      error={make.error}
      onAct={() => make.mutate(undefined)}
    >
      {preview.error && <ProblemBox error={preview.error} again={() => void preview.refetch()} />}
      {!found && !preview.error && <Skeleton height={72} />}
      {found && (
        <Text size="sm">
          {found.people === 0 ? 'Nobody' : count(found.people)} of {people(found.chosen)}{' '}
          {found.people > 1 ? 'get' : 'gets'} the same message again. You can change it before it goes out; nobody gets
          it twice.
        </Text>
      )}
      {leftOut.length > 0 && (
        <List size="sm" aria-label="Left out">
          {leftOut.map(([why, left]) => (
            <List.Item key={why}>{whyNot[why as keyof LeftOutAgain](people(left))}</List.Item>
          ))}
        </List>
      )}
    </Dialog>
  );
}
