// A stored campaign and one of its recipients as the composer wants them: the API's tests and the worker's mail come out alike.
import type { CampaignSource, Recipient } from './headers.js';

/** A campaign as it is stored. */
export interface StoredCampaign {
  readonly campaignId: string;
  readonly fromName: string;
  /** Local part; the domain is the sending domain. */
  readonly fromLocal: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly previewText?: string;
  readonly lists: readonly { readonly id: string; readonly name: string }[];
  readonly sendingDomainName: string;
  /** When sending began: the same for every attempt, so that a repeated message is the same message. */
  readonly date: Date;
  /** Whether it counts opens and clicks; not at all when left out. */
  readonly tracking?: 'off' | 'anonymous' | 'person';
  /** Of all its variants, where there are any. */
  readonly countedLinks?: readonly string[] | undefined;
}

/** One recipient and the two signed tokens of its delivery. */
export interface StoredRecipient {
  readonly address: string;
  readonly name: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** Signed for `return`: also the left side of the Message-ID, so that a report quoting it can be matched. */
  readonly returnToken: string;
  /** Signed for `unsubscribe`. */
  readonly unsubscribeToken: string;
  /** Signed for `click`, or for `count` where nobody is to be known; null where nothing is counted. */
  readonly countToken?: string | null;
  readonly sendingDomainName: string;
  /** Where readers open links, without a slash at the end. */
  readonly publicUrl: string;
}

export function campaignSource(stored: StoredCampaign): CampaignSource {
  const { campaignId, sendingDomainName, replyTo, subject, html, text, previewText = '', date } = stored;
  // The list headers name one list (RFC 2919 section 2); a campaign to several goes by its first.
  const list = stored.lists[0] ?? { id: campaignId, name: '' };
  return {
    ...{ campaignId, replyTo, subject, html, text, previewText, date },
    from: { name: stored.fromName, address: `${stored.fromLocal}@${sendingDomainName}` },
    listId: `${list.name.replace(/[<>]/g, '')} <${list.id}.lists.${sendingDomainName}>`,
    countedLinks: stored.countedLinks,
    isCounted: (stored.tracking ?? 'off') !== 'off',
    feedbackId: `${campaignId}:${list.id}:newsletter:${sendingDomainName}`,
  };
}

export function recipientOf(stored: StoredRecipient): Recipient {
  const { address, name, fields, returnToken, unsubscribeToken, sendingDomainName, publicUrl } = stored;
  return {
    ...{ address, name, fields },
    messageId: `${returnToken}@${sendingDomainName}`,
    unsubscribeUrl: `${publicUrl}/u/${unsubscribeToken}`,
    unsubscribeMailto: null,
    counting: stored.countToken
      ? { clickUrl: `${publicUrl}/l/${stored.countToken}`, openUrl: `${publicUrl}/o/${stored.countToken}.gif` }
      : null,
  };
}
