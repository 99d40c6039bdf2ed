// German: what the rows about our own IP, domain and content say.
import type { RowsOf } from '../row-words.js';

const keepPeople = 'Leute entfernen: Es ist nicht ihre Schuld, und sie bleiben angemeldet.';
const herSide = 'Änderungen auf der Seite der Person.';

export const ourSideRows: RowsOf<
  | 'our_ip_listed'
  | 'signature_failed'
  | 'our_host_name'
  | 'our_sender_unverified'
  | 'our_way_out'
  | 'vendor_blocks_us'
  | 'our_domain_refused'
  | 'our_content_refused'
  | 'our_ip_blocked'
  | 'slowed_to_the_end'
  | 'message_too_big'
  | 'message_malformed'
> = {
  our_ip_listed: {
    headline: ({ ip, blocklist }) =>
      `Unsere Absender-IP ${ip === null ? '' : `${ip} `}steht auf einer Sperrliste: ${blocklist}.`,
    whatToDo: ({ blocklist }) => [
      `Aussendungen an diesen Anbieter anhalten und der Anleitung von ${blocklist} zur Streichung folgen; die Adresse steht in der Antwort unten.`,
      'Zuerst herausfinden, wodurch wir dorthin kamen: eine alte Liste oder eine Beschwerde.',
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  signature_failed: {
    headline: ({ provider }) => `Unsere Signatur wurde bei ${provider} nicht anerkannt.`,
    why: () => 'Dort werden SPF, DKIM und DMARC unserer Absenderdomain geprüft.',
    whatToDo: () => ['Die Seite der Absenderdomain öffnen und den Eintrag richten, der nicht stimmt.'],
    whatWillNotHelp: () => [herSide],
  },
  our_host_name: {
    headline: ({ provider }) => `${provider} nimmt den Namen unseres sendenden Rechners nicht an.`,
    why: () => 'Zu unserer IP muss es einen DNS-Namen (PTR) geben, der auf dieselbe IP zurückführt.',
    whatToDo: () => [
      'Den Anbieter unseres Servers bitten, den PTR-Eintrag auf den Namen zu setzen, mit dem wir grüßen.',
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  our_sender_unverified: {
    headline: ({ provider }) => `${provider} hat unsere Absenderadresse nachgeschlagen und nicht gefunden.`,
    why: () => 'Die Domain unserer Rückadresse muss im DNS stehen, mit einem Mailserver, der Rückläufer annimmt.',
    whatToDo: () => ['Die Seite der Absenderdomain öffnen und den Eintrag der Rückadresse richten.'],
    whatWillNotHelp: () => [keepPeople],
  },
  our_way_out: {
    headline: () => 'Nichts von dieser Aussendung verlässt unseren eigenen Rechner.',
    why: ({ domainsRefusingAlike: n }) =>
      `Auch ${n} andere Domains waren nicht zu erreichen, und überhaupt niemand hat die Aussendung angenommen.`,
    whatToDo: () => [
      '„doorstep doctor“ ausführen: Viele Anbieter sperren Port 25 für neue Rechner, bis man um Öffnung bittet.',
      'Prüfen, ob dieser Rechner einen Nameserver hat, der antwortet.',
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  vendor_blocks_us: {
    headline: ({ provider }) => `${provider} sperrt unsere IP oder unseren Inhalt.`,
    why: ({ provider, domainsRefusingAlike: n }) =>
      `${n} weitere ${n === 1 ? 'Domain' : 'Domains'} hinter ${provider} ${n === 1 ? 'hat' : 'haben'} dieselbe Aussendung aus demselben Grund abgelehnt.`,
    whatToDo: ({ provider }) => [
      `Aussendungen an ${provider} anhalten und die Seite der Absenderdomain öffnen.`,
      `Dann ${provider} mit der Antwort unten um eine Prüfung bitten.`,
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  our_domain_refused: {
    headline: ({ provider }) => `${provider} vertraut unserer Absenderdomain nicht.`,
    why: alsoElsewhere,
    whatToDo: () => ['Die Aussendung anhalten und prüfen, woher die Adressen dieser Liste kommen.'],
    whatWillNotHelp: () => [keepPeople],
  },
  our_content_refused: {
    headline: () => 'Diese Aussendung wurde wegen ihres Inhalts für Spam gehalten.',
    why: alsoElsewhere,
    whatToDo: () => [
      'Die Links der Aussendung ansehen: Einer kann auf einer Sperrliste stehen. Sich selbst einen Test senden.',
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  our_ip_blocked: {
    headline: ({ provider, ip }) => `${provider} sperrt unsere Absender-IP${ip === null ? '' : ` ${ip}`}.`,
    why: alsoElsewhere,
    whatToDo: ({ provider }) => [
      `Aussendungen an ${provider} anhalten und dort mit der Antwort unten um eine Prüfung bitten.`,
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  slowed_to_the_end: {
    headline: ({ provider, days }) =>
      `${provider} bat uns ${days} ${days === 1 ? 'Tag' : 'Tage'} lang, langsamer zu senden, bis die Zeit um war.`,
    why: () => 'Dort wird Post unserer IP nur langsam eingelassen, nach dem, was früher von ihr kam.',
    whatToDo: ({ provider }) => [
      `Weniger auf einmal an ${provider} senden: die Grenzen in der Warteschlange ansehen und das Aufwärmen dieser IP.`,
      'Zuerst denen schreiben, die zuletzt gelesen haben: Beschwerden bremsen alle.',
    ],
    whatWillNotHelp: () => [
      'Dieselbe Aussendung gleich noch einmal senden: Dann lassen sie uns länger warten.',
      keepPeople,
    ],
  },
  message_too_big: {
    headline: () => 'Diese Aussendung war ihrem Server zu groß.',
    whatToDo: () => ['Die Aussendung kleiner machen: unter 100 kB HTML und keine eingebetteten Bilder.'],
    whatWillNotHelp: () => [herSide],
  },
  message_malformed: {
    headline: () => 'Ihr Server konnte die Form dieser Aussendung nicht lesen.',
    whatToDo: () => [
      'Die Prüfung des Inhalts öffnen und die Antwort unten denen schicken, die diesen Dienst betreiben.',
    ],
    whatWillNotHelp: () => [herSide],
  },
};

function alsoElsewhere({ domainsRefusingAlike: n }: { readonly domainsRefusingAlike: number }): string {
  return n === 0
    ? ''
    : `${n} weitere ${n === 1 ? 'Domain hat' : 'Domains haben'} dieselbe Aussendung aus demselben Grund abgelehnt.`;
}
