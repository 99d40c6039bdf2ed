// What became of the one mail somebody just sent her: followed until their server has spoken.
'use client';

import type { AddressPage } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { parseAsString, useQueryState } from 'nuqs';
import { Link } from '../parts/link';
import { RawReply } from '../parts/raw-reply';
import { Status } from '../parts/status';
import { deliveryWords } from '../parts/words';
import classes from './live-result.module.css';

/** While it is on its way the page is asked for again this often. */
export const FOLLOW_MS = 1000;
const moving = new Set(['planned', 'due', 'sending']);

export function mailUnderWay(page: AddressPage | undefined, campaignId: string | null): boolean {
  if (page === undefined || campaignId === null) return false;
  const delivery = page.deliveries.find((one) => one.campaignId === campaignId);
  return delivery === undefined || moving.has(delivery.state);
}

export function OneMailResult({ page }: { page: AddressPage }) {
  const [campaignId] = useQueryState('mail', parseAsString);
  if (campaignId === null) return null;
  const delivery = page.deliveries.find((one) => one.campaignId === campaignId);
  const reply = delivery?.attempts.find(({ replyText }) => replyText !== null)?.replyText ?? null;
  return (
    <div className={classes.since} role="status" aria-label="The one mail">
      {delivery === undefined ? (
        <Text size="sm">The mail is made and goes out in a moment.</Text>
      ) : (
        <>
          <Text size="sm">
            <Status word={deliveryWords[delivery.state]} /> {delivery.words}{' '}
            <Anchor component={Link} href={`/campaigns/${campaignId}`} size="sm" underline="always">
              {delivery.campaignName}
            </Anchor>
          </Text>
          {reply !== null && <RawReply text={reply} />}
        </>
      )}
    </div>
  );
}
