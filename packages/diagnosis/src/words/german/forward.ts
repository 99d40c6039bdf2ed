// German: what the rows about forwarded mail say.
import type { RowsOf } from '../row-words.js';

export const forwardRows: RowsOf<'forward_breaks_signature' | 'forward_refuses'> = {
  forward_breaks_signature: {
    headline: ({ address, forwardTarget }) =>
      forwardTarget === null
        ? `${address} wird weitergeleitet, und die Weiterleitung zerstört unsere Signatur.`
        : `${address} wird an ${forwardTarget} weitergeleitet, und die Weiterleitung zerstört unsere Signatur.`,
    whatToDo: () => [
      'Die Person bitten, sich mit der Adresse anzumelden, bei der die Post ankommt, oder die Weiterleitung richten zu lassen.',
    ],
    whatWillNotHelp: () => [
      'Unsere Liste oder unseren SPF-Eintrag ändern: Die Post kam dort über einen fremden Server an.',
    ],
  },
  forward_refuses: {
    headline: ({ address, forwardTarget }) =>
      `${address} wird an ${forwardTarget} weitergeleitet, und diese Adresse lehnt ab.`,
    whatToDo: () => [
      'Die Person bitten, die Weiterleitung zu richten oder sich mit einer Adresse anzumelden, die sie unmittelbar liest.',
    ],
    whatWillNotHelp: ({ forwardTarget }) => [
      `Unsere Liste ändern: ${forwardTarget} steht nicht darauf, der Server der Person schickt die Post dorthin.`,
    ],
  },
};
