// What the pages of readers say.
import type { Confirmation, Departure } from '@doorstep/database';
import { html, type ReaderPage } from './page.js';

/** A form without a target posts to the address the page was opened at. */
const allButton = html`<hr><p class="soft">You may also leave everything we send, now and later, whichever list it comes from.</p>
<form method="post"><input type="hidden" name="scope" value="all"><button class="other" type="submit">Unsubscribe from everything</button></form>`;

export function askToLeave(departure: Departure): ReaderPage {
  const { address, campaignName, lists, hasLeftAll } = departure;
  const open = lists.filter((list) => !list.isLeft);
  if (hasLeftAll || open.length === 0) return hasLeft(departure);
  return {
    title: 'Unsubscribe?',
    body: html`<p>You get “${campaignName}” at <strong>${address}</strong> because this address is on ${named(open)}.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Unsubscribe</button></form>
${allButton}`,
  };
}

export function hasLeft({ address, lists, hasLeftAll }: Departure): ReaderPage {
  const left = lists.filter((list) => list.isLeft);
  if (!hasLeftAll && left.length === 0)
    return {
      title: 'You are on none of these lists',
      body: html`<p><strong>${address}</strong> is on none of the lists that message went to: there is nothing to leave.</p>
${allButton}`,
    };
  const what = hasLeftAll ? 'everything we send' : named(left);
  return {
    title: 'You are unsubscribed',
    body: html`<p><strong>${address}</strong> is unsubscribed from ${what}. A message that is already on its way may still arrive.</p>
<p>Nothing else is to be done; you may close this page.</p>${hasLeftAll ? '' : allButton}`,
  };
}

export function askToConfirm({ address, listName, status }: Confirmation): ReaderPage {
  switch (status) {
    case 'subscribed':
      return {
        title: 'Your subscription is confirmed',
        body: html`<p><strong>${address}</strong> is subscribed to “${listName}”. You may close this page.</p>`,
      };
    case 'unconfirmed':
      return {
        title: 'Confirm your subscription',
        body: html`<p>Shall “${listName}” come to <strong>${address}</strong>?</p>
<form method="post"><button type="submit">Yes, subscribe me</button></form>
<p class="soft">If you did not ask for it, close this page: without the button nothing is sent to you.</p>`,
      };
    default:
      return {
        title: 'This link does not count any more',
        body: html`<p><strong>${address}</strong> left “${listName}” since this link was made, so it was not subscribed again.
If you want it back, sign up anew.</p>`,
      };
  }
}

export const unknownLink: ReaderPage = {
  status: 404,
  title: 'This link is not known here',
  body: html`<p>It may have been cut in two by a mail program: open it once more from the message itself.</p>
<p>If that does not help, answer the message you got and write that you want to leave. Nothing was changed.</p>`,
};

const together = new Intl.ListFormat('en', { type: 'conjunction' });

function named(lists: Departure['lists']): string {
  return `${lists.length === 1 ? 'the list' : 'the lists'} ${together.format(lists.map(({ name }) => `“${name}”`))}`;
}
