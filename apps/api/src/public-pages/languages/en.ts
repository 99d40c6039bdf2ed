// English words of the pages of readers.
import type { PublicWords } from '../public-words.js';

export const en: PublicWords = {
  leave: {
    title: 'Unsubscribe?',
    why: (campaign, address, lists) => `You get “${campaign}” at ${address} because this address is on ${lists}.`,
    button: 'Unsubscribe',
    done: 'You are unsubscribed',
    doneText: (address, what) =>
      `${address} is unsubscribed from ${what}. A message that is already on its way may still arrive.`,
    undo: 'Undo: subscribe me again',
    undoText: 'Was it a mistake? For a day you can take it back here.',
    everything: 'everything we send',
    allText: 'You may also leave everything we send, now and later, whichever list it comes from.',
    allButton: 'Unsubscribe from everything',
    nothing: 'You are on none of these lists',
    nothingText: (address) => `${address} is on none of the lists that message went to: there is nothing to leave.`,
  },
  pause: {
    text: 'Is it just too much at the moment? Then take a pause; mail comes again by itself afterwards.',
    button: (days) => `Pause for ${days} days`,
    done: 'You have a pause',
    doneText: (address, until) => `Nothing comes to ${address} until ${until}. Then mail comes again by itself.`,
    end: 'End the pause now',
  },
  choose: {
    link: 'Choose which lists you want',
    title: 'Your lists',
    text: (address) => `Tick what shall come to ${address}.`,
    button: 'Save',
    saved: 'Saved.',
  },
  confirm: {
    title: 'Confirm your subscription',
    question: (list, address) => `Shall “${list}” come to ${address}?`,
    button: 'Yes, subscribe me',
    ignore: 'If you did not ask for it, close this page: without the button nothing is sent to you.',
    done: 'Your subscription is confirmed',
    doneText: (address, list) => `${address} is subscribed to “${list}”. You may close this page.`,
    gone: 'This link does not count any more',
    goneText: (address, list) =>
      `${address} left “${list}” since this link was made, so it was not subscribed again. If you want it back, sign up anew.`,
  },
  form: {
    title: (list) => `Subscribe to “${list}”`,
    address: 'Your address',
    name: 'Your name (may stay empty)',
    button: 'Subscribe',
    agree: (list) => `I want to get “${list}” by mail. I can leave it at any time with the link in each message.`,
    sent: 'Look into your mailbox',
    sentText: (address) =>
      `A message goes to ${address}. Press the button it leads to; nothing else comes before that. If nothing arrives within some minutes, look in the spam folder.`,
    wrong: 'This is no address mail can go to. It looks like this: ada@example.org',
    meant: (address) => `Did you mean ${address}?`,
    meantYes: 'Yes, take that one',
    meantNo: (address) => `No, it is ${address}`,
    tooMany: 'Too many at once',
    tooManyText: 'Many signed up from your network within the last hour. Try again in an hour.',
    closed: 'Nobody can sign up here',
    closedText: 'This list takes no new readers over this page at present.',
  },
  unknown: 'This link is not known here',
  unknownText:
    'It may have been cut in two by a mail program: open it once more from the message itself. If that does not help, answer the message you got and write that you want to leave. Nothing was changed.',
  list: (names, count) => `${count === 1 ? 'the list' : 'the lists'} ${names}`,
  close: 'Nothing else is to be done; you may close this page.',
};
