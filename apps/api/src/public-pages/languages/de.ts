// German words of the pages of readers.
import type { PublicWords } from '../public-words.js';

export const de: PublicWords = {
  leave: {
    title: 'Abmelden?',
    why: (campaign, address, lists) => `„${campaign}“ kommt an ${address}, weil diese Adresse auf ${lists} steht.`,
    button: 'Abmelden',
    done: 'Sie sind abgemeldet',
    doneText: (address, what) =>
      `${address} ist von ${what} abgemeldet. Eine Nachricht, die schon unterwegs ist, kann noch ankommen.`,
    undo: 'Rückgängig: wieder anmelden',
    undoText: 'War es ein Versehen? Einen Tag lang können Sie es hier zurücknehmen.',
    everything: 'allem, was wir senden,',
    allText: 'Sie können sich auch von allem abmelden, was wir senden, jetzt und später, gleich auf welcher Liste.',
    allButton: 'Von allem abmelden',
    nothing: 'Sie stehen auf keiner dieser Listen',
    nothingText: (address) => `${address} steht auf keiner der Listen, an die diese Nachricht ging.`,
  },
  pause: {
    text: 'Ist es nur gerade zu viel? Dann machen Sie eine Pause; danach kommt die Post von selbst wieder.',
    button: (days) => `${days} Tage Pause`,
    done: 'Sie haben Pause',
    doneText: (address, until) => `An ${address} kommt nichts bis ${until}. Danach kommt die Post von selbst wieder.`,
    end: 'Pause jetzt beenden',
  },
  choose: {
    link: 'Auswählen, welche Listen Sie möchten',
    title: 'Ihre Listen',
    text: (address) => `Kreuzen Sie an, was an ${address} kommen soll.`,
    button: 'Speichern',
    saved: 'Gespeichert.',
  },
  confirm: {
    title: 'Anmeldung bestätigen',
    question: (list, address) => `Soll „${list}“ an ${address} kommen?`,
    button: 'Ja, anmelden',
    ignore: 'Haben Sie nicht darum gebeten, schließen Sie diese Seite: Ohne den Knopf kommt nichts.',
    done: 'Ihre Anmeldung ist bestätigt',
    doneText: (address, list) => `${address} ist für „${list}“ angemeldet. Sie können diese Seite schließen.`,
    gone: 'Dieser Link gilt nicht mehr',
    goneText: (address, list) =>
      `${address} hat „${list}“ verlassen, seit dieser Link entstand, und wurde darum nicht wieder angemeldet. Möchten Sie zurück, melden Sie sich neu an.`,
  },
  form: {
    title: (list) => `„${list}“ abonnieren`,
    address: 'Ihre Adresse',
    name: 'Ihr Name (kann leer bleiben)',
    button: 'Anmelden',
    agree: (list) =>
      `Ich möchte „${list}“ per Mail bekommen. Mit dem Link in jeder Nachricht kann ich mich jederzeit abmelden.`,
    sent: 'Sehen Sie in Ihr Postfach',
    sentText: (address) =>
      `An ${address} geht eine Nachricht. Drücken Sie den Knopf, zu dem sie führt; vorher kommt nichts. Ist nach einigen Minuten nichts da, sehen Sie im Spam-Ordner nach.`,
    wrong: 'An diese Adresse kann keine Post gehen. Sie sieht so aus: ada@example.org',
    meant: (address) => `Meinten Sie ${address}?`,
    meantYes: 'Ja, diese nehmen',
    meantNo: (address) => `Nein, es ist ${address}`,
    tooMany: 'Zu viele auf einmal',
    tooManyText:
      'Aus Ihrem Netz haben sich in der letzten Stunde viele angemeldet. Versuchen Sie es in einer Stunde wieder.',
    closed: 'Hier kann sich niemand anmelden',
    closedText: 'Diese Liste nimmt über diese Seite zurzeit keine neuen Leser auf.',
  },
  unknown: 'Dieser Link ist hier nicht bekannt',
  unknownText:
    'Vielleicht hat ein Mailprogramm ihn zerschnitten: Öffnen Sie ihn noch einmal aus der Nachricht selbst. Hilft das nicht, antworten Sie auf die Nachricht und schreiben Sie, dass Sie sich abmelden möchten. Geändert wurde nichts.',
  list: (names, count) => `${count === 1 ? 'der Liste' : 'den Listen'} ${names}`,
  close: 'Mehr ist nicht zu tun; Sie können diese Seite schließen.',
};
