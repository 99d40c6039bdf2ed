// What was sent: the content as it stood, its sender and its lists. Not to be changed any more.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useLists } from '../lists/use-lists';
import { RawReply } from '../parts/raw-reply';
import { Section } from '../parts/section';
import type { Part } from './content-section';
import classes from './message-section.module.css';
import { Preview } from './preview';

export function MessageSection({ campaign }: { campaign: Campaign }) {
  const [part, setPart] = useState<Part>(campaign.html.trim() === '' ? 'text' : 'html');
  const lists = useLists();
  const names = campaign.listIds.map((id) => lists.data?.find((list) => list.id === id)?.name ?? 'a list that is gone');
  const facts: [name: string, value: string][] = [
    ['From', `${campaign.fromName} <${campaign.fromAddress ?? campaign.fromLocal}>`.trim()],
    ['Answers go to', campaign.replyTo ?? 'the same address'],
    ['Lists', names.join(', ') || 'none'],
    ['Keeps trying', `for ${campaign.maxAgeHours} hours`],
    ['In doubt', campaign.inDoubtPolicy === 'resend' ? 'sent once more' : 'left, and shown'],
  ];
  const source = part === 'html' ? campaign.html : campaign.text;
  return (
    <Section title="Message">
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Preview
        id={campaign.id}
        savedAt={campaign.updatedAt}
        fromName={campaign.fromName}
        variantCount={campaign.variantCount}
      />
      {(campaign.html + campaign.text).trim() !== '' && (
        <details className={classes.source}>
          <summary>Source</summary>
          <SegmentedControl
            size="xs"
            aria-label="Part"
            value={part}
            onChange={(value) => setPart(value as Part)}
            data={[
              { value: 'html', label: 'HTML' },
              { value: 'text', label: 'Plain text' },
            ]}
          />
          <RawReply text={source} what="source" />
        </details>
      )}
    </Section>
  );
}
