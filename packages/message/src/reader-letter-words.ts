// What messages to one reader about herself say, by language.
import type { ConfirmationLanguage } from './confirmation-words.js';

export interface ReaderLetterWords {
  readonly subject: (name: string) => string;
  /** @param other the other address of a change, @param own where it goes */
  readonly before: (name: string, other: string, own: string) => readonly string[];
  /** @param until day until which the link counts */
  readonly after: (until: string) => string;
}

type Kinds = Readonly<Record<'link' | 'move_confirm' | 'move_notice' | 'come_back', ReaderLetterWords>>;

const en: Kinds = {
  link: {
    subject: (name) => `Your link: ${name}`,
    before: () => [
      'Over this page you change what comes to you, take it to another address, get your data or have it erased:',
    ],
    after: (until) => `The link counts until ${until}; give it to nobody. If you did not ask for it, do nothing.`,
  },
  move_confirm: {
    subject: (name) => `Shall ${name} come to this address?`,
    before: (name, other, own) => [
      `Somebody asked that what comes to ${other} from “${name}” shall come to ${own}.`,
      'Nothing changes before you say yes. Open this page and press the button:',
    ],
    after: (until) => `The link counts until ${until}. If you did not ask for it, do nothing.`,
  },
  move_notice: {
    subject: (name) => `Your address at ${name} was changed`,
    before: (name, other) => [
      `What came to you from “${name}” goes to ${other} from now on.`,
      'If it was you, you need not do anything. If not, take it back on this page:',
    ],
    after: (until) => `It can be taken back until ${until}.`,
  },
  come_back: {
    subject: (name) => `Shall ${name} write to you again?`,
    before: (name) => [
      `You marked mail of “${name}” as spam, so nothing comes to you any more. You are said to have asked for it again.`,
      'If that is so, open this page and press the button:',
    ],
    after: (until) =>
      `The link counts until ${until}. If you do nothing, nothing comes, and you are not asked again soon.`,
  },
};

const de: Kinds = {
  link: {
    subject: (name) => `Ihr Link: ${name}`,
    before: () => [
      'Auf dieser Seite ändern Sie, was zu Ihnen kommt, nehmen es an eine andere Adresse mit, holen Ihre Daten oder lassen sie löschen:',
    ],
    after: (until) =>
      `Der Link gilt bis ${until}; geben Sie ihn niemandem. Haben Sie nicht darum gebeten, tun Sie nichts.`,
  },
  move_confirm: {
    subject: (name) => `Soll ${name} an diese Adresse kommen?`,
    before: (name, other, own) => [
      `Jemand bat darum, dass das, was von „${name}“ an ${other} kommt, an ${own} kommen soll.`,
      'Bevor Sie Ja sagen, ändert sich nichts. Öffnen Sie diese Seite und drücken den Knopf:',
    ],
    after: (until) => `Der Link gilt bis ${until}. Haben Sie nicht darum gebeten, tun Sie nichts.`,
  },
  move_notice: {
    subject: (name) => `Ihre Adresse bei ${name} wurde geändert`,
    before: (name, other) => [
      `Was von „${name}“ zu Ihnen kam, geht von nun an zu ${other}.`,
      'Waren Sie das, ist nichts zu tun. Wenn nicht, nehmen Sie es auf dieser Seite zurück:',
    ],
    after: (until) => `Zurücknehmen lässt es sich bis ${until}.`,
  },
  come_back: {
    subject: (name) => `Soll ${name} Ihnen wieder schreiben?`,
    before: (name) => [
      `Sie haben Post von „${name}“ als Spam gemeldet, darum kommt nichts mehr. Nun sollen Sie wieder darum gebeten haben.`,
      'Wenn das stimmt, öffnen Sie diese Seite und drücken den Knopf:',
    ],
    after: (until) =>
      `Der Link gilt bis ${until}. Tun Sie nichts, kommt nichts, und Sie werden nicht bald wieder gefragt.`,
  },
};

const fr: Kinds = {
  link: {
    subject: (name) => `Votre lien : ${name}`,
    before: () => [
      'Sur cette page, vous changez ce qui vous arrive, le faites suivre à une autre adresse, obtenez vos données ou les faites effacer :',
    ],
    after: (until) =>
      `Le lien vaut jusqu’au ${until} ; ne le donnez à personne. Si vous ne l’avez pas demandé, ne faites rien.`,
  },
  move_confirm: {
    subject: (name) => `${name} doit-il arriver à cette adresse ?`,
    before: (name, other, own) => [
      `Quelqu’un a demandé que ce qui arrive de « ${name} » à ${other} arrive à ${own}.`,
      'Rien ne change avant votre oui. Ouvrez cette page et appuyez sur le bouton :',
    ],
    after: (until) => `Le lien vaut jusqu’au ${until}. Si vous ne l’avez pas demandé, ne faites rien.`,
  },
  move_notice: {
    subject: (name) => `Votre adresse chez ${name} a été changée`,
    before: (name, other) => [
      `Ce qui vous arrivait de « ${name} » va désormais à ${other}.`,
      'Si c’était vous, il n’y a rien à faire. Sinon, annulez sur cette page :',
    ],
    after: (until) => `L’annulation est possible jusqu’au ${until}.`,
  },
  come_back: {
    subject: (name) => `${name} peut-il vous écrire de nouveau ?`,
    before: (name) => [
      `Vous avez signalé un message de « ${name} » comme indésirable, donc plus rien n’arrive. On nous dit que vous en redemandez.`,
      'Si c’est le cas, ouvrez cette page et appuyez sur le bouton :',
    ],
    after: (until) =>
      `Le lien vaut jusqu’au ${until}. Si vous ne faites rien, rien n’arrive, et la question ne revient pas de sitôt.`,
  },
};

const es: Kinds = {
  link: {
    subject: (name) => `Su enlace: ${name}`,
    before: () => [
      'En esta página cambia lo que recibe, lo lleva a otra dirección, obtiene sus datos o hace que se borren:',
    ],
    after: (until) => `El enlace vale hasta el ${until}; no lo dé a nadie. Si no lo ha pedido, no haga nada.`,
  },
  move_confirm: {
    subject: (name) => `¿Debe llegar ${name} a esta dirección?`,
    before: (name, other, own) => [
      `Alguien pidió que lo que llega de «${name}» a ${other} llegue a ${own}.`,
      'Nada cambia antes de su sí. Abra esta página y pulse el botón:',
    ],
    after: (until) => `El enlace vale hasta el ${until}. Si no lo ha pedido, no haga nada.`,
  },
  move_notice: {
    subject: (name) => `Su dirección en ${name} ha cambiado`,
    before: (name, other) => [
      `Lo que le llegaba de «${name}» va desde ahora a ${other}.`,
      'Si fue usted, no hay nada que hacer. Si no, deshágalo en esta página:',
    ],
    after: (until) => `Se puede deshacer hasta el ${until}.`,
  },
  come_back: {
    subject: (name) => `¿Puede ${name} escribirle de nuevo?`,
    before: (name) => [
      `Usted marcó correo de «${name}» como no deseado, por eso ya no llega nada. Nos dicen que lo ha vuelto a pedir.`,
      'Si es así, abra esta página y pulse el botón:',
    ],
    after: (until) =>
      `El enlace vale hasta el ${until}. Si no hace nada, no llega nada, y no se le vuelve a preguntar pronto.`,
  },
};

const it: Kinds = {
  link: {
    subject: (name) => `Il suo link: ${name}`,
    before: () => [
      'In questa pagina cambia ciò che riceve, lo porta a un altro indirizzo, ottiene i suoi dati o li fa cancellare:',
    ],
    after: (until) => `Il link vale fino al ${until}; non lo dia a nessuno. Se non l’ha chiesto, non faccia nulla.`,
  },
  move_confirm: {
    subject: (name) => `${name} deve arrivare a questo indirizzo?`,
    before: (name, other, own) => [
      `Qualcuno ha chiesto che ciò che arriva da «${name}» a ${other} arrivi a ${own}.`,
      'Prima del suo sì non cambia nulla. Apra questa pagina e prema il pulsante:',
    ],
    after: (until) => `Il link vale fino al ${until}. Se non l’ha chiesto, non faccia nulla.`,
  },
  move_notice: {
    subject: (name) => `Il suo indirizzo presso ${name} è cambiato`,
    before: (name, other) => [
      `Ciò che le arrivava da «${name}» va da ora a ${other}.`,
      'Se è stato lei, non c’è nulla da fare. Altrimenti annulli in questa pagina:',
    ],
    after: (until) => `Si può annullare fino al ${until}.`,
  },
  come_back: {
    subject: (name) => `${name} può scriverle di nuovo?`,
    before: (name) => [
      `Ha segnalato la posta di «${name}» come spam, perciò non arriva più nulla. Ci dicono che l’ha chiesta di nuovo.`,
      'Se è così, apra questa pagina e prema il pulsante:',
    ],
    after: (until) =>
      `Il link vale fino al ${until}. Se non fa nulla, non arriva nulla, e non le verrà richiesto presto.`,
  },
};

const nl: Kinds = {
  link: {
    subject: (name) => `Uw link: ${name}`,
    before: () => [
      'Op deze pagina verandert u wat u krijgt, neemt u het mee naar een ander adres, krijgt u uw gegevens of laat u ze wissen:',
    ],
    after: (until) => `De link geldt tot ${until}; geef hem aan niemand. Hebt u er niet om gevraagd, doe dan niets.`,
  },
  move_confirm: {
    subject: (name) => `Moet ${name} naar dit adres komen?`,
    before: (name, other, own) => [
      `Iemand vroeg of wat van “${name}” naar ${other} komt, naar ${own} mag komen.`,
      'Voordat u ja zegt, verandert er niets. Open deze pagina en druk op de knop:',
    ],
    after: (until) => `De link geldt tot ${until}. Hebt u er niet om gevraagd, doe dan niets.`,
  },
  move_notice: {
    subject: (name) => `Uw adres bij ${name} is veranderd`,
    before: (name, other) => [
      `Wat u van “${name}” kreeg, gaat vanaf nu naar ${other}.`,
      'Was u het zelf, dan hoeft u niets te doen. Zo niet, draai het terug op deze pagina:',
    ],
    after: (until) => `Terugdraaien kan tot ${until}.`,
  },
  come_back: {
    subject: (name) => `Mag ${name} u weer schrijven?`,
    before: (name) => [
      `U hebt post van “${name}” als spam gemeld, daarom komt er niets meer. U zou er weer om gevraagd hebben.`,
      'Klopt dat, open dan deze pagina en druk op de knop:',
    ],
    after: (until) =>
      `De link geldt tot ${until}. Doet u niets, dan komt er niets, en wordt het u niet gauw weer gevraagd.`,
  },
};

export const readerLetterWords: Readonly<Record<ConfirmationLanguage, Kinds>> = { en, de, fr, es, it, nl };
