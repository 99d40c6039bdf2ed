// English: one line for a delivery, an attempt, a returned message, an event.
import type { DescribeWords } from '../words.js';

const listed = (name: string | null) => (name === null ? 'a list' : `the list “${name}”`);
const joined = (lists: readonly string[]) =>
  lists.length === 0 ? '' : `, and put on ${lists.map((name) => `“${name}”`).join(', ')}`;

export const describeWords: DescribeWords = {
  delivery: {
    planned: () => 'Waiting for its first try.',
    due: () => 'Waiting for its next try.',
    sending: () => 'Being sent right now.',
    accepted: () => 'Accepted by their server.',
    deferred: ({ cause, next }) => `Trying again${cause}.${next}`,
    refused: ({ cause }) => `Refused${cause}.`,
    expired: ({ cause }) => `Given up after trying for the whole time${cause}.`,
    returned: ({ cause }) => `Returned later${cause}.`,
    complained: () => 'Accepted, then reported as spam by the person.',
    in_doubt: () => 'In doubt: the connection broke after the message was handed over. It was not sent again.',
    held: ({ cause }) => `Held back${cause}.`,
    suppressed: ({ cause }) => `Held back${cause}.`,
    excluded: ({ cause }) => `Left out${cause}.`,
    cancelled: () => 'Not sent: the campaign was cancelled.',
  },
  attempt: {
    running: ({ host }) => `Talking to ${host}.`,
    accepted: ({ host }) => `${host} accepted it.`,
    deferred: ({ host, stage, cause }) => `${host} said “later” ${stage}${cause}.`,
    refused: ({ host, stage, cause }) => `${host} refused it ${stage}${cause}.`,
    in_doubt: ({ host }) => `${host} got the whole message, but its answer was lost.`,
    abandoned: () => 'Our worker stopped before the message was handed over. Nothing was sent.',
    failed: ({ stage, cause }) => `The conversation ended ${stage}${cause}.`,
  },
  returned: {
    bounce: ({ cause, recipient }) => `Came back${recipient === null ? '' : `, for ${recipient}`}${cause}.`,
    delayed: () => 'Their server is still trying to pass it on.',
    complaint: () => 'The person reported it as spam.',
    autoreply: () => 'An automatic answer: the message arrived.',
    vacation: () => 'An out-of-office answer: the message arrived.',
    other: () => 'A message that is no bounce.',
  },
  event: {
    subscriber_added: ({ actor, isAgain, lists }) =>
      `${isAgain ? 'Added again' : 'Added'} by ${actor}${joined(lists)}.`,
    subscriber_deleted: ({ actor }) => `Deleted by ${actor}. The history stayed.`,
    address_corrected: ({ actor, becameOrWas: { to, from } }) =>
      to === null ? `Corrected from ${from} by ${actor}.` : `Corrected to ${to} by ${actor}.`,
    subscriber_changed: ({ actor }) => `Changed by ${actor}.`,
    list_joined: ({ actor, list }) => `Put on ${listed(list)} by ${actor}.`,
    list_left: ({ actor, list }) => `Taken off ${listed(list)} by ${actor}.`,
    unsubscribed: ({ actor, list }) => `Unsubscribed${list === null ? '' : ` from ${listed(list)}`} by ${actor}.`,
    confirmation_sent: ({ list, host, isInDoubt }) =>
      `Asked to confirm the subscription to ${listed(list)}: ${host ?? 'their server'} ${isInDoubt ? 'got the whole message, but its answer was lost' : 'accepted the message'}.`,
    confirmation_failed: ({ list, host, reply, isFinal }) =>
      `The message asking to confirm the subscription to ${listed(list)} was not accepted${host === null ? '' : ` by ${host}`}${reply === null ? '' : `: “${reply}”`}. ${isFinal ? 'It is not tried again.' : 'It is tried again.'}`,
    confirmed: ({ list }) => `Confirmed the subscription${list === null ? '' : ` to ${listed(list)}`}.`,
    suppressed: ({ actor, reason }) => `Held back from all campaigns by ${actor}${reason}.`,
    suppression_lifted: ({ actor, reason }) => `Hold lifted by ${actor}${reason}.`,
    failure_held: () => 'A failure was held for review: too many addresses of the same mail server failed at once.',
    hold_released: ({ actor, reason }) => `The held failure was dropped by ${actor}${reason}.`,
    hold_applied: ({ actor, reason }) => `The held failure was let count by ${actor}${reason}.`,
    return_matched: ({ actor }) => `A returned message was matched to a mail to this address by ${actor}.`,
    return_match_undone: ({ actor }) => `The match of a returned message was taken back by ${actor}.`,
    link_sent: ({ host }) =>
      `Got a link to her own page, which was asked for: ${host ?? 'their server'} took the message.`,
    move_confirm_sent: ({ host }) =>
      `Asked whether subscriptions of another address shall come here: ${host ?? 'their server'} took the message.`,
    move_notice_sent: ({ host }) =>
      `Told that the subscriptions went to another address: ${host ?? 'their server'} took the message.`,
    come_back_asked: ({ actor, reason }) =>
      `${actor} had her asked by mail whether she wants our mail again${reason}. Only she can lift the complaint.`,
    come_back_sent: ({ host }) => `Asked whether she wants our mail again: ${host ?? 'their server'} took the message.`,
    letter_failed: ({ host, reply, isFinal }) =>
      `A message with a link was not accepted${host === null ? '' : ` by ${host}`}${reply === null ? '' : `: “${reply}”`}. ${isFinal ? 'It is not tried again.' : 'It is tried again.'}`,
    moved_to: ({ other }) => `Took her subscriptions to ${other ?? 'another address'}. The history stayed here.`,
    moved_from: ({ other }) =>
      `Subscriptions came here from ${other ?? 'another address'}, confirmed over a mailed link.`,
    move_undone: ({ other }) =>
      `The change of address with ${other ?? 'another address'} was taken back over a mailed link.`,
    left_because: ({ reason }) => `Said why she left${reason}.`,
    language_chosen: ({ language }) =>
      `Chose a language for our pages and messages${language === null ? '' : `: ${language}`}.`,
    suppression_dated: ({ actor, until }) =>
      until === null
        ? `${actor} let the hold stay until it is lifted.`
        : `${actor} let the hold end by itself on ${until.slice(0, 10)}.`,
    imported: ({ actor, isAgain, lists }) =>
      `${isAgain ? 'Added again' : 'Added or changed'} by ${actor}${joined(lists)}.`,
    import_skipped: ({ actor, reason, lists }) => `Left as it was by ${actor}${reason}${joined(lists)}.`,
  },
  otherEvent: ({ kind, actor }) => `${kind.replaceAll('_', ' ')}, by ${actor}.`,
};
