// The note for whoever runs her mail, in English and German: short labels around what the record holds.

export interface PostmasterWords {
  readonly greeting: string;
  readonly notArriving: (address: string) => string;
  readonly takenUnseen: (address: string) => string;
  readonly subject: (address: string) => string;
  readonly allUtc: string;
  readonly message: string;
  readonly ourId: string;
  readonly yourHost: string;
  readonly ourIp: string;
  readonly ourName: string;
  readonly encryption: string;
  readonly outcome: Readonly<Record<string, string>>;
  readonly came: string;
  readonly verbatim: string;
  readonly happened: string;
  readonly takenBefore: (host: string, at: string) => string;
  readonly yourId: string;
  readonly reportedBy: string;
  readonly forWhom: string;
  readonly yourServers: (domain: string, hosts: string) => string;
  readonly pleaseAllow: (domain: string) => string;
  readonly pleaseLook: string;
}

export const postmasterEnglish: PostmasterWords = {
  greeting: 'Hello,',
  notArriving: (address) => `mail from us to ${address} does not arrive. Could you look it up in your logs?`,
  takenUnseen: (address) =>
    `your server takes our mail to ${address}, but it is not seen there. Could you look where it went?`,
  subject: (address) => `Mail to ${address}`,
  allUtc: 'On our side it looks like this (all times UTC):',
  message: 'Message',
  ourId: 'Our delivery id',
  yourHost: 'Your host',
  ourIp: 'Our IP',
  ourName: 'Our host name (EHLO)',
  encryption: 'TLS',
  outcome: {
    accepted: 'accepted',
    refused: 'refused',
    deferred: 'put off',
    in_doubt: 'handed over, the answer was lost',
    abandoned: 'not tried to the end',
  },
  came: 'came back to us',
  verbatim: 'Reply, verbatim',
  happened: 'No reply; what happened',
  takenBefore: (host, at) => `Taken before by ${host} at ${at}`,
  yourId: 'Your queue id',
  reportedBy: 'Reported by',
  forWhom: 'For',
  yourServers: (domain, hosts) => `Mail servers of ${domain} as we see them: ${hosts}`,
  pleaseAllow: (domain) =>
    `If a rule on your side refuses our mail, please allow ${domain === '' ? 'our sending domain' : domain}, or tell us what we have to change.`,
  pleaseLook: 'It may be in quarantine or in a folder for spam: the queue ids above are yours.',
};

export const postmasterGerman: PostmasterWords = {
  greeting: 'Guten Tag,',
  notArriving: (address) => `unsere Post an ${address} kommt nicht an. Könnten Sie das in Ihren Protokollen nachsehen?`,
  takenUnseen: (address) =>
    `Ihr Server nimmt unsere Post an ${address} an, dort ist sie aber nicht zu sehen. Könnten Sie nachsehen, wo sie bleibt?`,
  subject: (address) => `Post an ${address}`,
  allUtc: 'Auf unserer Seite sieht es so aus (alle Zeiten in UTC):',
  message: 'Nachricht',
  ourId: 'Unsere Zustellnummer',
  yourHost: 'Ihr Rechner',
  ourIp: 'Unsere IP',
  ourName: 'Unser Rechnername (EHLO)',
  encryption: 'TLS',
  outcome: {
    accepted: 'angenommen',
    refused: 'abgelehnt',
    deferred: 'vertröstet',
    in_doubt: 'übergeben, die Antwort ging verloren',
    abandoned: 'nicht zu Ende versucht',
  },
  came: 'kam zu uns zurück',
  verbatim: 'Antwort, wörtlich',
  happened: 'Keine Antwort; was geschah',
  takenBefore: (host, at) => `Zuvor angenommen von ${host} um ${at}`,
  yourId: 'Ihre Warteschlangennummer',
  reportedBy: 'Gemeldet von',
  forWhom: 'Für',
  yourServers: (domain, hosts) => `Mailserver von ${domain}, wie wir sie sehen: ${hosts}`,
  pleaseAllow: (domain) =>
    `Falls eine Regel bei Ihnen unsere Post ablehnt, geben Sie bitte ${domain === '' ? 'unsere Absenderdomain' : domain} frei, oder sagen Sie uns, was wir ändern müssen.`,
  pleaseLook: 'Sie kann in der Quarantäne oder im Spam-Ordner liegen: Die Warteschlangennummern oben sind Ihre.',
};
