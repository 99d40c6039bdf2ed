// What became of the question whether somebody who complained wants our mail again.
import type { Suppression } from '@doorstep/contracts';

type State = NonNullable<Suppression['asked']>['state'];

export const askedWords: Readonly<Record<State, string>> = {
  waiting: 'the message is on its way.',
  accepted: 'her server took the message; she has not answered yet.',
  in_doubt: 'nobody knows whether her server took the message; she has not answered yet.',
  refused: 'her server did not take the message.',
  held: 'it was not sent, because something else holds the address back too.',
  late: 'she did not answer in time.',
  confirmed: 'she said yes.',
};
