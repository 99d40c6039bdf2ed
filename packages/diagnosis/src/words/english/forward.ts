// English: what the rows about forwarded mail say.
import type { RowsOf } from '../row-words.js';

export const forwardRows: RowsOf<'forward_breaks_signature' | 'forward_refuses'> = {
  forward_breaks_signature: {
    headline: ({ address, forwardTarget }) =>
      forwardTarget === null
        ? `${address} is forwarded, and the forwarding breaks our signature.`
        : `${address} is forwarded to ${forwardTarget}, and the forwarding breaks our signature.`,
    whatToDo: () => [
      'Ask the person to subscribe with the address where the mail ends, or to have the forwarding mended.',
    ],
    whatWillNotHelp: () => ['Changing our list, or our SPF record: the mail arrived there by way of another server.'],
  },
  forward_refuses: {
    headline: ({ address, forwardTarget }) => `${address} is forwarded to ${forwardTarget}, and that address refuses.`,
    whatToDo: () => ['Ask the person to mend the forwarding, or to subscribe with an address that is read directly.'],
    whatWillNotHelp: ({ forwardTarget }) => [
      `Changing our list: ${forwardTarget} is not on it, the server of the person sends it there.`,
    ],
  },
};
