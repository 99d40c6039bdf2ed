// The last replies of mail servers, newest first. Their text is remote: shown as text, never as markup.
'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { reports } from '../client/reports';
import { AddressLink } from '../parts/address-link';
import { EmptyState } from '../parts/empty-state';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { campaignKey } from './campaigns-key';
import classes from './report.module.css';

/** More often than anybody reads, rarely enough for a busy database. */
const EVERY_MS = 3000;

export function RepliesSection({ campaignId, isMoving }: { campaignId: string; isMoving: boolean }) {
  const replies = useQuery({
    queryKey: [...campaignKey(campaignId), 'replies'],
    queryFn: () => reports.replies(campaignId),
    refetchInterval: isMoving ? EVERY_MS : false,
  });
  const rows = replies.data?.data;
  return (
    <Section title="Last replies" isFlush>
      {replies.error && <ProblemBox error={replies.error} again={() => void replies.refetch()} />}
      {rows === undefined && !replies.error && <Skeleton height={160} />}
      {rows?.length === 0 && (
        <EmptyState title="No reply yet">As soon as the first mail server answers, its words stand here.</EmptyState>
      )}
      {rows && rows.length > 0 && (
        <ul className={classes.tail} aria-label="Last replies, newest first">
          {rows.map((row) => (
            <li key={row.id}>
              <div className={classes.head}>
                <AddressLink address={row.address} />
                <span className={classes.when}>
                  <Moment at={row.at} asRelative />
                </span>
              </div>
              <div>{row.words}</div>
              {row.replyText && <p className={classes.reply}>{row.replyText}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
