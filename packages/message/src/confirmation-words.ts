// What the message says that asks to confirm a subscription, by language.
export interface ConfirmationWords {
  readonly subject: (list: string) => string;
  readonly hello: string;
  readonly put: (address: string, list: string) => string;
  readonly asked: string;
  readonly notYou: string;
}

const words = {
  en: {
    subject: (list) => `Please confirm: ${list}`,
    hello: 'Hello,',
    put: (address, list) => `${address} was put on the list “${list}”.`,
    asked: 'Nothing comes to you before you say yes. To subscribe, open this page and press the button:',
    notYou: 'If you did not ask for it, do nothing: without your yes you get nothing from this list.',
  },
  de: {
    subject: (list) => `Bitte bestätigen: ${list}`,
    hello: 'Guten Tag,',
    put: (address, list) => `${address} wurde auf die Liste „${list}“ gesetzt.`,
    asked: 'Bevor Sie Ja sagen, kommt nichts. Zum Anmelden öffnen Sie diese Seite und drücken den Knopf:',
    notYou: 'Haben Sie nicht darum gebeten, tun Sie nichts: Ohne Ihr Ja kommt von dieser Liste nichts.',
  },
  fr: {
    subject: (list) => `Veuillez confirmer : ${list}`,
    hello: 'Bonjour,',
    put: (address, list) => `${address} a été inscrite à la liste « ${list} ».`,
    asked: 'Rien n’arrivera avant votre oui. Pour vous abonner, ouvrez cette page et appuyez sur le bouton :',
    notYou: 'Si vous ne l’avez pas demandé, ne faites rien : sans votre oui, cette liste n’envoie rien.',
  },
  es: {
    subject: (list) => `Confirme por favor: ${list}`,
    hello: 'Hola:',
    put: (address, list) => `${address} se puso en la lista «${list}».`,
    asked: 'Antes de su sí no llega nada. Para suscribirse, abra esta página y pulse el botón:',
    notYou: 'Si no lo ha pedido, no haga nada: sin su sí no recibe nada de esta lista.',
  },
  it: {
    subject: (list) => `Confermi per favore: ${list}`,
    hello: 'Buongiorno,',
    put: (address, list) => `${address} è stato messo nella lista «${list}».`,
    asked: 'Prima del suo sì non arriva nulla. Per iscriversi apra questa pagina e prema il pulsante:',
    notYou: 'Se non l’ha chiesto, non faccia nulla: senza il suo sì questa lista non invia nulla.',
  },
  nl: {
    subject: (list) => `Bevestig alstublieft: ${list}`,
    hello: 'Hallo,',
    put: (address, list) => `${address} is op de lijst “${list}” gezet.`,
    asked: 'Voordat u ja zegt, komt er niets. Open deze pagina en druk op de knop om u aan te melden:',
    notYou: 'Hebt u er niet om gevraagd, doe dan niets: zonder uw ja krijgt u niets van deze lijst.',
  },
} as const satisfies Record<string, ConfirmationWords>;

export type ConfirmationLanguage = keyof typeof words;
export const confirmationWords: Readonly<Record<ConfirmationLanguage, ConfirmationWords>> = words;
