// Further ways out for a group: the domain that was meant, asking for another address, one more try, a note to their postmaster.
'use client';

import type { ChronicGroup } from '@doorstep/contracts';
import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NoteDialog } from '../addresses/note-dialog';
import { chronic, contactsFileHref } from '../client/chronic';
import { addresses } from '../client/deliverability';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useMayEditPeople, useMaySend } from '../parts/use-may';
import { chronicKey } from './chronic-questions';
import { useChronic } from './use-chronic';

type Way = 'correct' | 'ask' | 'retry' | 'note';
const SHOWN = 8;

export function WaysOut({ group }: { group: ChronicGroup }) {
  const [way, setWay] = useState<Way | null>(null);
  const mayEdit = useMayEditPeople();
  const maySend = useMaySend();
  const close = () => setWay(null);
  return (
    <>
      <Group gap={8}>
        {mayEdit && group.meantDomain !== null && (
          <Button variant="default" onClick={() => setWay('correct')}>
            Correct to {group.meantDomain}…
          </Button>
        )}
        {mayEdit && (
          <Button variant="default" onClick={() => setWay('ask')}>
            Ask for new addresses…
          </Button>
        )}
        {maySend && (
          <Button variant="default" disabled={group.people === group.heldBack} onClick={() => setWay('retry')}>
            One more try…
          </Button>
        )}
        <Button variant="default" onClick={() => setWay('note')}>
          Note to their postmaster
        </Button>
      </Group>
      {way === 'correct' && group.meantDomain !== null && (
        <CorrectDialog group={group} domain={group.meantDomain} close={close} />
      )}
      {way === 'ask' && <AskDialog group={group} close={close} />}
      {way === 'retry' && <RetryDialog group={group} close={close} />}
      {way === 'note' && <GroupNote group={group} close={close} />}
    </>
  );
}

interface WayProps {
  group: ChronicGroup;
  close: () => void;
}

function CorrectDialog({ group, domain, close }: WayProps & { domain: string }) {
  const preview = useQuery({
    queryKey: [...chronicKey, 'correction', group.key, domain],
    queryFn: () => chronic.previewCorrection(group.key, domain),
  });
  const { correct } = useChronic(close);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim().length < 3 ? 'A few words for those who work with you' : null) },
  });
  const people = preview.data?.people ?? [];
  const right = people.filter(({ problem }) => problem === null);
  return (
    <Dialog
      title={`Correct to ${domain}`}
      isOpen
      close={close}
      act={`Correct ${counted(right.length, 'address', 'addresses')}`}
      isBusy={correct.isPending}
      isDisabled={right.length === 0}
      error={correct.error ?? preview.error}
      onAct={form.onSubmit(({ reason }) => correct.mutate({ group, domain, reason: reason.trim() }))}
    >
      <Text size="sm">
        Lists and consent go along to the new address; a list that asks to confirm asks there. The history stays with
        the old one. It can be undone.
      </Text>
      {people.length > 0 && (
        <Table aria-label="Before and after">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Before</Table.Th>
              <Table.Th>After</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.slice(0, SHOWN).map(({ before, after, problem }) => (
              <Table.Tr key={before}>
                <Table.Td className="mono">{before}</Table.Td>
                <Table.Td>
                  {problem === null ? (
                    <span className="mono">{after}</span>
                  ) : problem === 'on_the_list' ? (
                    'left alone: the right one is a subscriber already'
                  ) : (
                    'left alone: the right one is held back'
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {people.length > SHOWN && (
        <Text size="sm" c="dimmed">
          And {counted(people.length - SHOWN, 'more', 'more')}.
        </Text>
      )}
      <TextInput
        label="Why"
        required
        data-autofocus
        placeholder={`They all meant ${domain}`}
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}

function AskDialog({ group, close }: WayProps) {
  const { setState } = useChronic(close);
  return (
    <Dialog
      title="Ask for new addresses"
      isOpen
      close={close}
      act="Download and mark as waiting"
      isBusy={setState.isPending}
      error={setState.error}
      onAct={() => {
        window.location.assign(contactsFileHref(group.key));
        setState.mutate({ group, change: { state: 'waiting', note: 'Asked for new addresses' } });
      }}
    >
      <Text size="sm">
        Mail does not reach {counted(group.people, 'this person', 'these people')}, so it needs another way: the file
        has everything else that is known, such as a telephone number, and an empty column for the new address. The
        group waits until a newer failure opens it again.
      </Text>
    </Dialog>
  );
}

function RetryDialog({ group, close }: WayProps) {
  const { retry } = useChronic(close);
  const people = group.people - group.heldBack;
  return (
    <Dialog
      title="One more try"
      isOpen
      close={close}
      act={`Send to ${counted(people, 'person', 'people')} once more`}
      isBusy={retry.isPending}
      error={retry.error}
      onAct={() => retry.mutate({ group })}
    >
      <Text size="sm">
        Each gets the campaign missed last, once. It is held for a while first and can be undone until then; who is held
        back, has left or got it meanwhile is left out.
      </Text>
      {group.willNotHelp.length > 0 && (
        <Text size="sm" c="dimmed">
          What will not help: {group.willNotHelp[0]}
        </Text>
      )}
    </Dialog>
  );
}

/** The note on the newest of them speaks for all: it is the same host and the same trouble. */
function GroupNote({ group, close }: WayProps) {
  const page = useQuery({
    queryKey: ['address', group.latestAddress],
    queryFn: () => addresses.one(group.latestAddress),
  });
  return page.data ? <NoteDialog page={page.data} kind="it" alike={group.people - 1} close={close} /> : null;
}
