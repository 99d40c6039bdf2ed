// A copy of a campaign as a new draft: content, variants, sender and audience; never its schedule or its results.
'use client';

import { useRouter } from 'next/navigation';
import { campaigns } from '../client/campaigns';
import { variants } from '../client/variants';
import { useAction } from '../parts/use-action';
import { campaignsKey } from './campaigns-key';
import { fieldsOf, writable } from './draft';

export function useCopy() {
  const router = useRouter();
  return useAction({
    run: async (id: string) => {
      const fields = fieldsOf(await campaigns.one(id));
      const name = `${fields.name.slice(0, 190)} (copy)`;
      const made = await campaigns.create(name);
      const copy = await campaigns.change(made.id, writable({ ...fields, name }, fields));
      const { terms, variants: tried } = await variants.of(id);
      if (terms === null) return copy;
      await variants.write(made.id, { ...terms, variants: tried.map(({ number: _, ...variant }) => variant) });
      return campaigns.one(made.id);
    },
    changes: [campaignsKey],
    done: 'This is the copy: a draft of its own',
    onDone: (campaign) => router.push(`/campaigns/${campaign.id}`),
  });
}
