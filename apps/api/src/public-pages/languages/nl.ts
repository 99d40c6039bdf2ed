// Dutch words of the pages of readers.
import type { PublicWords } from '../public-words.js';

export const nl: PublicWords = {
  leave: {
    title: 'Afmelden?',
    why: (campaign, address, lists) => `U krijgt “${campaign}” op ${address} omdat dit adres op ${lists} staat.`,
    button: 'Afmelden',
    done: 'U bent afgemeld',
    doneText: (address, what) =>
      `${address} is afgemeld van ${what}. Een bericht dat al onderweg is, kan nog aankomen.`,
    undo: 'Ongedaan maken: weer aanmelden',
    undoText: 'Was het een vergissing? Een dag lang kunt u het hier terugdraaien.',
    everything: 'alles wat wij sturen',
    allText: 'U kunt zich ook afmelden van alles wat wij sturen, nu en later.',
    allButton: 'Van alles afmelden',
    nothing: 'U staat op geen van deze lijsten',
    nothingText: (address) => `${address} staat op geen van de lijsten waarheen dit bericht ging.`,
  },
  pause: {
    text: 'Is het nu gewoon even te veel? Neem een pauze; daarna komt de post vanzelf weer.',
    button: (days) => `${days} dagen pauze`,
    done: 'U hebt pauze',
    doneText: (address, until) => `Er komt niets op ${address} tot ${until}. Daarna komt de post vanzelf weer.`,
    end: 'De pauze nu beëindigen',
  },
  choose: {
    link: 'Kiezen welke lijsten u wilt',
    title: 'Uw lijsten',
    text: (address) => `Vink aan wat op ${address} moet komen.`,
    button: 'Opslaan',
    saved: 'Opgeslagen.',
  },
  confirm: {
    title: 'Bevestig uw aanmelding',
    question: (list, address) => `Wilt u “${list}” op ${address} ontvangen?`,
    button: 'Ja, meld mij aan',
    ignore: 'Hebt u er niet om gevraagd, sluit dan deze pagina: zonder de knop krijgt u niets.',
    done: 'Uw aanmelding is bevestigd',
    doneText: (address, list) => `${address} is aangemeld voor “${list}”. U kunt deze pagina sluiten.`,
    gone: 'Deze link geldt niet meer',
    goneText: (address, list) =>
      `${address} heeft “${list}” verlaten sinds deze link werd gemaakt en is daarom niet opnieuw aangemeld. Wilt u terug, meld u dan opnieuw aan.`,
  },
  form: {
    title: (list) => `Aanmelden voor “${list}”`,
    address: 'Uw adres',
    name: 'Uw naam (mag leeg blijven)',
    button: 'Aanmelden',
    agree: (list) => `Ik wil “${list}” per mail ontvangen. Met de link in elk bericht kan ik mij altijd afmelden.`,
    sent: 'Kijk in uw mailbox',
    sentText: (address) =>
      `Er gaat een bericht naar ${address}. Druk op de knop waarheen het leidt; eerder komt er niets. Komt er niets, kijk dan in de map met ongewenste mail.`,
    wrong: 'Naar dit adres kan geen post. Het ziet er zo uit: ada@example.org',
    meant: (address) => `Bedoelde u ${address}?`,
    meantYes: 'Ja, neem dat',
    meantNo: (address) => `Nee, het is ${address}`,
    tooMany: 'Te veel tegelijk',
    tooManyText: 'Vanuit uw netwerk kwamen het afgelopen uur veel aanmeldingen. Probeer het over een uur opnieuw.',
    closed: 'Hier kan niemand zich aanmelden',
    closedText: 'Deze lijst neemt via deze pagina nu geen nieuwe lezers aan.',
  },
  unknown: 'Deze link is hier niet bekend',
  unknownText:
    'Misschien heeft een mailprogramma hem afgeknipt: open hem nog eens vanuit het bericht. Helpt dat niet, beantwoord dan het bericht en schrijf dat u zich wilt afmelden. Er is niets veranderd.',
  list: (names, count) => `${count === 1 ? 'de lijst' : 'de lijsten'} ${names}`,
  close: 'Meer hoeft u niet te doen; u kunt deze pagina sluiten.',
};
