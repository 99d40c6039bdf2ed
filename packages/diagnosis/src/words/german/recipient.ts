// German: what the rows about the mailbox say.
import type { RowsOf } from '../row-words.js';

export const recipientRows: RowsOf<
  | 'server_knows_nobody'
  | 'mailbox_unknown'
  | 'mailbox_full'
  | 'mailbox_full_once'
  | 'mailbox_off'
  | 'address_moved'
  | 'person_refuses'
  | 'mailbox_too_busy'
> = {
  server_knows_nobody: {
    headline: ({ domain }) => `Der Server von ${domain} sagt von allen, dass es das Postfach nicht gibt.`,
    why: ({ colleagues: n }) =>
      `Von allen ${n} anderen dort sagt er es auch: Eher ist sein Verzeichnis der Postfächer kaputt, oder die Firma ist mit ihrer Post umgezogen.`,
    whatToDo: ({ domain }) => [
      `Eine Person bei ${domain} auf anderem Weg fragen, ob dort überhaupt Post ankommt.`,
      'Wenn nicht: die Antwort unten den Leuten schicken, die dort die Post betreiben, und die Adressen behalten.',
    ],
    whatWillNotHelp: () => ['Die Leute einzeln entfernen: Dass alle fort sind, ist unwahrscheinlich.'],
  },
  mailbox_unknown: {
    headline: ({ provider }) => `Dieses Postfach gibt es bei ${provider} nicht.`,
    whatToDo: () => [
      'Dieser Adresse nicht mehr schreiben und die Person auf anderem Weg um eine neue bitten.',
      'Die Schreibweise mit dem vergleichen, was die Person einmal aufgeschrieben hat.',
    ],
    whatWillNotHelp: () => ['Noch einmal senden: Die Antwort bleibt dieselbe, solange es das Postfach nicht gibt.'],
  },
  mailbox_full: {
    headline: ({ since }) => `Dieses Postfach ist voll${since === null ? '' : `, seit dem ${since}`}.`,
    whatToDo: () => [
      'Für diese Adresse 30 Tage Pause machen.',
      'Der Person auf anderem Weg sagen, dass ihr Postfach nichts mehr annimmt.',
    ],
    whatWillNotHelp: () => ['Heute noch einmal senden: Platz schaffen kann nur die Person.'],
  },
  mailbox_full_once: {
    headline: ({ isGivenUp }) =>
      isGivenUp ? 'Das Postfach war voll, als die letzte Aussendung kam.' : 'Das Postfach ist im Augenblick voll.',
    whatToDo: ({ isGivenUp }) => [
      isGivenUp
        ? 'Auf die nächste Aussendung warten: Sie wird von selbst wieder versucht.'
        : 'Noch nichts: Wir versuchen es weiter.',
    ],
    whatWillNotHelp: () => ['Heute noch einmal senden: Platz schaffen kann nur die Person.'],
  },
  mailbox_off: {
    headline: ({ provider }) => `${provider} hat dieses Postfach abgeschaltet.`,
    whatToDo: () => ['Dieser Adresse nicht mehr schreiben und die Person auf anderem Weg erreichen.'],
    whatWillNotHelp: () => ['Noch einmal senden: Ein abgeschaltetes Postfach nimmt nichts an.'],
  },
  address_moved: {
    headline: () => 'Die Person hat eine andere Adresse.',
    whatToDo: () => [
      'Die Person nach der neuen Adresse fragen. Nennt die Antwort unten eine, soll die Person sie bestätigen, bevor sie benutzt wird.',
    ],
    whatWillNotHelp: () => ['Noch einmal an diese Adresse senden: Niemand leitet weiter.'],
  },
  person_refuses: {
    headline: () => 'Diese Person oder eine Regel dieses Postfachs lehnt Post von Ihnen ab.',
    whatToDo: () => [
      'Die Adresse von der Liste nehmen, wenn die Person nichts anderes sagt.',
      'Will die Person den Newsletter: In den Einstellungen des Postfachs muss Ihre Absenderadresse erlaubt werden.',
    ],
    whatWillNotHelp: () => ['Von einer anderen Ihrer Adressen senden: Das macht es schlimmer.'],
  },
  mailbox_too_busy: {
    headline: ({ provider }) => `Dieses Postfach bekommt mehr Post auf einmal, als ${provider} einlässt.`,
    whatToDo: ({ isGivenUp }) => [
      isGivenUp
        ? 'Auf die nächste Aussendung warten: Sie wird von selbst wieder versucht.'
        : 'Noch nichts: Wir versuchen es weiter.',
      'Kommt es wieder vor: die Person fragen, ob auch eine Maschine an diese Adresse schreibt.',
    ],
    whatWillNotHelp: () => ['Langsamer senden: Gezählt wird die Post aller Absender zusammen.'],
  },
};
