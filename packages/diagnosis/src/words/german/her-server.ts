// German: what the rows about the recipient's server or domain say.
import type { RowsOf } from '../row-words.js';

const patience = (isGivenUp: boolean) =>
  isGivenUp
    ? 'Auf die nächste Aussendung warten: Sie wird von selbst wieder versucht.'
    : 'Noch nichts: Wir versuchen es weiter.';

export const herServerRows: RowsOf<
  | 'domain_takes_no_mail'
  | 'refused_alone'
  | 'filter_refuses_us'
  | 'gave_it_back'
  | 'server_misconfigured'
  | 'dns_silent'
  | 'cannot_reach'
  | 'encryption_failed'
  | 'no_answer'
> = {
  domain_takes_no_mail: {
    headline: ({ domain, suggestion }) =>
      suggestion === null
        ? `Die Domain ${domain} nimmt keine Post an.`
        : `Die Domain ${domain} nimmt keine Post an. War ${suggestion} gemeint?`,
    whatToDo: ({ address, suggestion, domain }) =>
      suggestion === null
        ? [`Die Person um eine andere Adresse bitten: ${domain} ist für Post nicht eingerichtet.`]
        : [
            `Wenn die Person zustimmt, die Adresse in ${address.slice(0, address.lastIndexOf('@'))}@${suggestion} ändern.`,
          ],
    whatWillNotHelp: () => ['Noch einmal versuchen: Es gibt keinen Server, der sie nähme.'],
  },
  refused_alone: {
    headline: ({ domain }) => `Andere bei ${domain} bekommen diese Aussendung; nur dieses eine Postfach lehnt sie ab.`,
    whatToDo: () => [
      'Die Person bitten, im eigenen Postfach nach einer Regel oder einem Filter zu sehen und unsere Absenderadresse freizugeben.',
      'Findet sich keine, die Antwort unten den Leuten schicken, die dort die Post betreiben.',
    ],
    whatWillNotHelp: () => [
      'Ein neuer DNS-Eintrag oder eine andere IP: Derselbe Server nimmt dieselbe Aussendung für andere an.',
    ],
  },
  filter_refuses_us: {
    headline: ({ domain }) => `Der Mailfilter von ${domain} lehnt uns ab, nicht diese Person.`,
    whatToDo: ({ domain }) => [
      `Die Antwort unten den Leuten schicken, die bei ${domain} die Post betreiben, und um Freigabe unserer Absenderdomain bitten.`,
      'Die Person bitten, es ihnen auch zu sagen: Auf die eigenen Leute hören sie.',
    ],
    whatWillNotHelp: () => ['Was die Person im eigenen Postfach ändert: Abgelehnt wird davor.'],
  },
  gave_it_back: {
    headline: ({ domain }) =>
      `${domain} nahm die Nachricht an, konnte sie nicht bis zum Postfach bringen und gab sie zurück.`,
    whatToDo: ({ domain }) => [
      `Die Notiz unten den Leuten schicken, die bei ${domain} die Post betreiben: Ein Server hinter dem ersten nimmt keine Post an.`,
      'War es nur einmal: auf die nächste Aussendung warten.',
    ],
    whatWillNotHelp: () => ['Änderungen auf unserer Seite: Der erste Server dort hat die Nachricht angenommen.'],
  },
  server_misconfigured: {
    headline: ({ domain }) =>
      `Der Mailserver von ${domain} ist falsch eingerichtet: Er kennt seine eigenen Adressen nicht.`,
    whatToDo: ({ domain }) => [`Die Antwort unten den Leuten schicken, die bei ${domain} die Post betreiben.`],
    whatWillNotHelp: () => ['Änderungen auf unserer Seite: Ihr Server lehnt ab oder dreht sich im Kreis.'],
  },
  dns_silent: {
    headline: ({ domain }) => `Die Nameserver von ${domain} antworten nicht, darum finden wir den Mailserver nicht.`,
    whatToDo: ({ isGivenUp, domain }) => [
      patience(isGivenUp),
      `Wenn es anhält, den Leuten Bescheid geben, die ${domain} betreiben.`,
    ],
    whatWillNotHelp: () => ['Eine andere Schreibweise der Adresse: Die Domain selbst antwortet nicht.'],
  },
  cannot_reach: {
    headline: ({ host, stage }) => `Wir erreichen ${host} nicht: Die Verbindung scheiterte ${stage}.`,
    whatToDo: ({ domain, isGivenUp }) => [
      isGivenUp
        ? `Die Notiz unten den Leuten schicken, die bei ${domain} die Post betreiben: Ihr Server nimmt keine Verbindung von uns an.`
        : patience(false),
    ],
    whatWillNotHelp: () => ['Was die Person tut: Bis zum Postfach kommt es gar nicht.'],
  },
  encryption_failed: {
    headline: ({ host }) => `${host} nimmt nur verschlüsselte Post an, und eine Verschlüsselung kam nicht zustande.`,
    whatToDo: ({ domain, isGivenUp }) => [
      isGivenUp
        ? `Die Notiz unten den Leuten schicken, die bei ${domain} die Post betreiben: Ihr Zertifikat oder ihr TLS ist falsch eingerichtet.`
        : patience(false),
    ],
    whatWillNotHelp: () => ['Was die Person tut: Bis zum Postfach kommt es gar nicht.'],
  },
  no_answer: {
    headline: ({ host, days }) =>
      `${host} hat uns ${days} ${days === 1 ? 'Tag' : 'Tage'} lang vertröstet und die Nachricht nie genommen.`,
    whatToDo: () => ['Warten: Die nächste Aussendung wird von selbst wieder versucht.'],
    whatWillNotHelp: () => ['Dieselbe Aussendung gleich noch einmal senden: Ihr Server sagt zu allem „später“.'],
  },
};
