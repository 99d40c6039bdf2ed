// German words of the pages about one reader and of the archive.
import type { OwnWords } from '../own-words.js';

export const de: OwnWords = {
  reason: {
    text: 'Mögen Sie sagen, warum? Ein Druck genügt, und Sie können die Seite ebenso gut schließen.',
    labels: {
      too_often: 'Zu viele Nachrichten',
      not_expected: 'Nicht, was ich erwartet habe',
      not_asked: 'Ich habe nie darum gebeten',
      no_interest: 'Kein Interesse mehr',
      other: 'Ein anderer Grund',
    },
    thanks: 'Danke. Es ist notiert.',
  },
  stopped: {
    text: (address) => `Wir schreiben nicht mehr an ${address}, weil der Mailserver unsere Nachrichten abgewiesen hat.`,
    said: 'Was er sagte:',
    button: 'Es geht wieder: noch einmal versuchen',
    waits:
      'Sie haben in den letzten 30 Tagen um einen Versuch gebeten. Kam nichts, fragen Sie, wer Ihr Postfach betreibt.',
    done: 'Wir versuchen es noch einmal',
    doneText: (address) =>
      `Die nächste Nachricht geht wieder an ${address}. Weist der Server auch diese ab, hören wir sofort wieder auf.`,
  },
  link: {
    offer: 'Ihre Adresse, Ihre Sprache, Ihre Daten:',
    offerLink: 'lassen Sie sich einen Link zu Ihrer eigenen Seite schicken',
    title: 'Ein Link zu Ihrer eigenen Seite',
    text: 'Auf Ihrer eigenen Seite wählen Sie, was zu Ihnen kommt, nehmen es an eine andere Adresse mit, holen Ihre Daten oder lassen sie löschen. Zu Ihrer Sicherheit geht der Link in Ihr Postfach.',
    button: 'Link zuschicken',
    sent: 'Sehen Sie in Ihr Postfach',
    sentText: (address) =>
      `Wenn wir ${address} kennen, ist eine Nachricht mit dem Link unterwegs. Er gilt zwei Tage. Kommt in einigen Minuten nichts an, sehen Sie im Spam-Ordner nach.`,
    tooManyText: 'In der letzten Stunde wurde um viele Links gebeten. Versuchen Sie es in einer Stunde wieder.',
    closed: 'Diese Liste gibt es nicht mehr',
    closedText:
      'Öffnen Sie den Link einer Nachricht, die Sie bekamen, oder antworten Sie darauf und schreiben Sie Ihren Wunsch.',
    late: 'Dieser Link ist zu alt',
    lateText: 'Zu Ihrer Sicherheit galt er nur eine Weile. Es wurde nichts geändert.',
    again: 'Einen neuen Link holen',
    used: 'Das ist schon geschehen',
    usedText: 'Der Link gilt einmal und wurde benutzt. Sie können die Seite schließen.',
  },
  own: {
    title: 'Ihre eigene Seite',
    about: (address) => `Diese Seite handelt von ${address}. Geben Sie ihren Link niemandem.`,
    saved: 'Gespeichert.',
    nothing: 'Sie stehen zurzeit auf keiner Liste.',
    language: 'Sprache unserer Seiten und Nachrichten',
    languageButton: 'Diese Sprache nehmen',
    move: 'Ihre Adresse ändern',
    moveText:
      'Was zu Ihnen kommt, geht an die neue Adresse, sobald Sie es dort bestätigt haben. Wir sagen es der alten.',
    moveLabel: 'Ihre neue Adresse',
    moveButton: 'Die neue Adresse fragen',
    moveSame: 'Das ist die Adresse, die Sie schon haben.',
    moveSentText: (address) =>
      `Eine Nachricht geht an ${address}. Drücken Sie den Knopf, zu dem sie führt; vorher ändert sich nichts. Kommt nichts an, ist diese Adresse vielleicht für unsere Post gesperrt.`,
    data: 'Ihre Daten holen',
    dataText: 'Alles, was wir von Ihnen aufbewahren, in einer Datei (JSON).',
    dataButton: 'Meine Daten herunterladen',
  },
  erase: {
    title: 'Ihre Daten löschen lassen',
    text: 'Wir vergessen, wer Sie sind, für immer.',
    button: 'Meine Daten löschen…',
    question: 'Ihre Daten endgültig löschen?',
    whatGoes: (address) =>
      `${address}, Ihr Name, alles, was Sie uns gesagt haben, und jede Nachricht über Sie verschwindet. Niemand kann es zurückholen, auch wir nicht.`,
    whatStays:
      'Ein mit einem geheimen Schlüssel gebildeter Hash bleibt, damit Ihnen niemand wieder schreibt, wo Sie gegangen sind, wenn die Adresse erneut auf eine Liste kommt. Er lässt sich nicht in Ihre Adresse zurückverwandeln.',
    yes: 'Ja, alles löschen',
    no: 'Nein, zurück zu meiner Seite',
    done: 'Ihre Daten sind gelöscht',
    doneText: 'Von uns kommt nichts mehr. Sie können die Seite schließen.',
    busy: 'Nicht in diesem Augenblick',
    busyText:
      'Gerade wird Ihrem Server eine Nachricht übergeben. Versuchen Sie es in einer Minute wieder; es wurde nichts gelöscht.',
  },
  move: {
    title: 'Soll es hierher kommen?',
    question: (lists, from, to) => `${lists}: Das ging bisher an ${from}. Soll es von nun an zu ${to} kommen?`,
    nothing: (from) => `An ${from} geht nichts mehr, also ist nichts mitzunehmen.`,
    button: 'Ja, hierher',
    done: 'Ihre Adresse ist geändert',
    doneText: (to) =>
      `Von nun an kommt alles zu ${to}. Eine Nachricht, die schon unterwegs ist, kann noch an die alte gehen.`,
    backTitle: 'Die Änderung zurücknehmen?',
    backText: (to) => `Was zu Ihnen kam, geht jetzt zu ${to}. Waren Sie das nicht, nehmen Sie es zurück.`,
    backButton: 'Das war ich nicht: zurücknehmen',
    backDone: 'Es ist wieder wie zuvor',
    backDoneText: (from) => `Alles kommt wieder zu ${from}.`,
  },
  comeBack: {
    title: 'Soll unsere Post wieder kommen?',
    question: (address) =>
      `${address} hat eine Nachricht von uns als Spam gemeldet, darum kommt dort nichts mehr an. Nur Sie können das ändern.`,
    button: 'Ja, schreiben Sie mir wieder',
    done: 'Unsere Post kommt wieder',
    doneText: (address) => `${address} bekommt unsere Post wieder. In jeder Nachricht steht ein Link zum Abmelden.`,
  },
  archive: {
    title: (list) => `Ausgaben von „${list}“`,
    empty: 'Noch steht hier keine Ausgabe.',
    older: 'Ältere Ausgaben',
    newest: 'Neueste Ausgaben',
    feed: 'Feed (Atom)',
    subscribe: 'Anmelden',
    all: (list) => `Alle Ausgaben von „${list}“`,
    issue: 'Die Ausgabe',
    none: 'Diese Ausgabe gibt es hier nicht',
    noneText: 'Vielleicht wurde sie aus dem Archiv genommen, oder das Archiv wurde geschlossen.',
  },
};
