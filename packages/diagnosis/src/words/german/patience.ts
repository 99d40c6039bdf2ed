// German: what the rows say when nothing is wrong, nothing is known yet, or nobody can tell.
import type { RowsOf } from '../row-words.js';

const next = (time: string | null) => (time === null ? '' : ` Nächster Versuch: ${time}.`);
const byItself = (time: string | null) => `Nichts: Es wird von selbst wieder versucht.${next(time)}`;

export const patienceRows: RowsOf<
  | 'asked_to_slow_down'
  | 'greylisted'
  | 'still_trying'
  | 'unclear'
  | 'in_doubt'
  | 'accepted_everywhere'
  | 'recovered'
  | 'not_tried'
> = {
  asked_to_slow_down: {
    headline: ({ provider }) => `${provider} bittet uns, langsamer zu senden. Das tun wir.`,
    whatToDo: ({ nextTry }) => [byItself(nextTry)],
    whatWillNotHelp: () => ['Gleich noch einmal versuchen: Dann lassen sie uns länger warten.'],
  },
  greylisted: {
    headline: ({ host }) => `${host} lässt jeden neuen Absender einige Minuten warten. Wir kommen wieder.`,
    whatToDo: ({ nextTry }) => [byItself(nextTry)],
    whatWillNotHelp: () => ['Gleich noch einmal versuchen: Dann beginnt das Warten von vorn.'],
  },
  still_trying: {
    headline: ({ host }) => `${host} hat die Nachricht noch nicht genommen. Wir versuchen es weiter.`,
    whatToDo: ({ nextTry }) => [byItself(nextTry)],
    whatWillNotHelp: () => [],
  },
  unclear: {
    headline: () => 'Der Grund ließ sich nicht erkennen. Hier steht genau, was sie gesagt haben.',
    whatToDo: () => [
      'Die Antwort unten jemandem zeigen, der Mailserver betreibt.',
      'Wenn noch einige Aussendungen ebenso scheitern, die Leute fragen, die dort die Post betreiben.',
    ],
    whatWillNotHelp: () => [],
  },
  in_doubt: {
    headline: ({ host }) =>
      `Die Verbindung zu ${host} brach ganz am Ende ab: Die Nachricht kann angekommen sein oder auch nicht.`,
    why: () =>
      'Sie war ganz übergeben, aber die Antwort ging verloren. Von selbst wurde sie kein zweites Mal gesendet.',
    whatToDo: () => ['Die Person fragen oder die nächste Aussendung abwarten.'],
    whatWillNotHelp: () => ['Sie ohne zu fragen noch einmal senden: Vielleicht kommt sie dann zweimal an.'],
  },
  accepted_everywhere: {
    headline: ({ tried }) =>
      tried === 1
        ? 'Ihr Server hat die Nachricht angenommen. Liegt sie nicht im Posteingang, wurde sie danach ausgefiltert.'
        : `Ihr Server hat alle ${tried} Nachrichten angenommen. Was nicht im Posteingang liegt, wurde danach ausgefiltert.`,
    whatToDo: ({ domain }) => [
      'Die Person bitten, im Spam-Ordner nachzusehen.',
      `Ist es eine Firma: Zeiten und Nummern unten den Leuten schicken, die bei ${domain} die Post betreiben; vielleicht liegt sie in Quarantäne.`,
    ],
    whatWillNotHelp: () => ['Dieselbe Aussendung noch einmal senden: Sie endet am selben Ort.'],
  },
  recovered: {
    headline: () => 'Die letzte Nachricht wurde angenommen. Die frühere Störung ist vorbei.',
    whatToDo: () => ['Nichts.'],
    whatWillNotHelp: () => [],
  },
  not_tried: {
    headline: () => 'An diese Adresse wurde noch nichts gesendet.',
    whatToDo: () => ['Nichts.'],
    whatWillNotHelp: () => [],
  },
};
