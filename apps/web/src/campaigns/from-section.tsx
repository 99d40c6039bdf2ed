// Who it is from: a sending domain of yours, the name and address readers see, where answers go.
'use client';

import type { SendingDomain } from '@doorstep/contracts';
import { Anchor, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sendingDomains } from '../client/deliverability';
import { Link } from '../parts/link';
import { Section } from '../parts/section';
import { fieldId } from './go-to-field';
import type { Draft } from './use-draft';

/** How long their server may keep saying "later" before we give up. */
const ages = [6, 12, 24, 48, 72, 96, 120];

const domainLabel = (domain: SendingDomain): string =>
  domain.isReady ? domain.name : `${domain.name} (its records are not in order)`;

export function useSendingDomains() {
  return useQuery({ queryKey: ['sending-domains', 'all'], queryFn: () => sendingDomains.page(), staleTime: 30_000 });
}

export function FromSection({ draft }: { draft: Draft }) {
  const { fields, set, faultOf } = draft;
  const domains = useSendingDomains();
  const known = domains.data?.data ?? [];
  const chosen = known.find((domain) => domain.id === fields.sendingDomainId);
  const shown = [...new Set([...ages, fields.maxAgeHours])].sort((a, b) => a - b);
  return (
    <Section title="From">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
        <TextInput
          id={fieldId('fromName')}
          label="Name readers see"
          value={fields.fromName}
          maxLength={200}
          onChange={(event) => set('fromName', event.currentTarget.value)}
          error={faultOf('fromName')}
        />
        <Select
          id={fieldId('sendingDomainId')}
          label="Sending domain"
          placeholder={known.length === 0 && domains.isSuccess ? 'None yet' : 'Choose one'}
          data={known.map((domain) => ({ value: domain.id, label: domainLabel(domain) }))}
          value={fields.sendingDomainId}
          allowDeselect={false}
          onChange={(value) => set('sendingDomainId', value)}
          error={faultOf('sendingDomainId')}
        />
        <TextInput
          id={fieldId('fromLocal')}
          label="From address"
          placeholder="news"
          value={fields.fromLocal}
          maxLength={64}
          rightSection={
            <Text size="sm" c="dimmed" truncate px={8}>
              @{chosen?.name ?? '…'}
            </Text>
          }
          rightSectionWidth={Math.min(220, 36 + (chosen?.name.length ?? 1) * 8)}
          onChange={(event) => set('fromLocal', event.currentTarget.value.trim().split('@')[0] ?? '')}
          error={faultOf('fromLocal')}
        />
        <TextInput
          id={fieldId('replyTo')}
          label="Answers go to"
          placeholder="The same address"
          value={fields.replyTo ?? ''}
          maxLength={320}
          onChange={(event) => set('replyTo', event.currentTarget.value.trim() || null)}
          error={faultOf('replyTo')}
        />
        <Select
          id={fieldId('maxAgeHours')}
          label="When a server says “later”"
          description="After this time we give up and say so"
          allowDeselect={false}
          data={shown.map((hours) => ({ value: String(hours), label: `Keep trying for ${hours} hours` }))}
          value={String(fields.maxAgeHours)}
          onChange={(value) => value !== null && set('maxAgeHours', Number(value))}
          error={faultOf('maxAgeHours')}
        />
        <Select
          id={fieldId('inDoubtPolicy')}
          label="When a server takes a message and does not say so"
          description="Seldom: the connection broke at the last moment"
          allowDeselect={false}
          data={[
            { value: 'leave', label: 'Leave it and show it: nobody gets it twice' },
            { value: 'resend', label: 'Send it once more: a few may get it twice' },
          ]}
          value={fields.inDoubtPolicy}
          onChange={(value) => (value === 'leave' || value === 'resend') && set('inDoubtPolicy', value)}
          error={faultOf('inDoubtPolicy')}
        />
      </SimpleGrid>
      {known.length === 0 && domains.isSuccess && (
        <Text size="sm" mt="md">
          A campaign goes out from a domain of yours.{' '}
          <Anchor component={Link} href="/sending-domains">
            Add a sending domain
          </Anchor>
        </Text>
      )}
    </Section>
  );
}
