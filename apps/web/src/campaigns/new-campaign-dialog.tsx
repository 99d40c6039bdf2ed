// Beginning a campaign: a name for yourself; everything else is written on its page.
'use client';

import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { campaigns } from '../client/campaigns';
import { sendingDomains } from '../client/deliverability';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { campaignsKey } from './campaigns-key';

/** Nobody is asked to choose among one, nor between one that is ready and others that cannot send. */
async function onlyDomain(): Promise<{ sendingDomainId?: string }> {
  const { data } = await sendingDomains.page();
  const ready = data.filter(({ isReady }) => isReady);
  const [first, ...others] = ready.length > 0 ? ready : data;
  return first === undefined || others.length > 0 ? {} : { sendingDomainId: first.id };
}

/** @param listId the list it shall go to, when that is known already */
export function NewCampaignDialog({ close, listId }: { close: () => void; listId: string | null }) {
  const router = useRouter();
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => (value.trim() === '' ? 'A name, such as “November letter”' : null) },
  });
  const create = useAction({
    run: async ({ name }: typeof form.values) => {
      const campaign = await campaigns.create(name.trim());
      const known = { ...(await onlyDomain()), ...(listId !== null && { listIds: [listId] }) };
      return Object.keys(known).length === 0 ? campaign : campaigns.change(campaign.id, known);
    },
    changes: [campaignsKey],
    isFaultShownInPlace: true,
    onDone: (campaign) => router.push(`/campaigns/${campaign.id}`),
  });
  return (
    <Dialog
      title="New campaign"
      isOpen
      close={close}
      act="Begin writing"
      isBusy={create.isPending || create.isSuccess}
      error={create.error}
      onAct={form.onSubmit((values) => create.mutate(values))}
    >
      <TextInput
        label="Name"
        description="For you and those who work with you; the readers see the subject"
        data-autofocus
        required
        maxLength={200}
        {...form.getInputProps('name')}
      />
    </Dialog>
  );
}
