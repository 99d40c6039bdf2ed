// German: one line for a delivery, an attempt, a returned message, an event.
import type { DescribeWords } from '../words.js';

const listed = (name: string | null) => (name === null ? 'eine Liste' : `die Liste „${name}“`);
const atList = (name: string | null) => (name === null ? 'einer Liste' : `der Liste „${name}“`);
const joined = (lists: readonly string[]) =>
  lists.length === 0 ? '' : ` und auf ${lists.map((name) => `„${name}“`).join(', ')} gesetzt`;

export const describeWords: DescribeWords = {
  delivery: {
    planned: () => 'Wartet auf den ersten Versuch.',
    due: () => 'Wartet auf den nächsten Versuch.',
    sending: () => 'Wird gerade gesendet.',
    accepted: () => 'Von ihrem Server angenommen.',
    deferred: ({ cause, next }) => `Wird wieder versucht${cause}.${next}`,
    refused: ({ cause }) => `Abgelehnt${cause}.`,
    expired: ({ cause }) => `Aufgegeben, nachdem die ganze Zeit versucht wurde${cause}.`,
    returned: ({ cause }) => `Später zurückgekommen${cause}.`,
    complained: () => 'Angenommen, dann von der Person als Spam gemeldet.',
    in_doubt: () => 'Im Zweifel: Die Verbindung brach nach der Übergabe ab. Nicht noch einmal gesendet.',
    held: ({ cause }) => `Zurückgehalten${cause}.`,
    suppressed: ({ cause }) => `Zurückgehalten${cause}.`,
    excluded: ({ cause }) => `Ausgelassen${cause}.`,
    cancelled: () => 'Nicht gesendet: Die Aussendung wurde abgebrochen.',
  },
  attempt: {
    running: ({ host }) => `Im Gespräch mit ${host}.`,
    accepted: ({ host }) => `${host} hat sie angenommen.`,
    deferred: ({ host, stage, cause }) => `${host} sagte „später“, ${stage}${cause}.`,
    refused: ({ host, stage, cause }) => `${host} lehnte ab, ${stage}${cause}.`,
    in_doubt: ({ host }) => `${host} bekam die ganze Nachricht, aber die Antwort ging verloren.`,
    abandoned: () => 'Unser Programm hielt an, bevor die Nachricht übergeben war. Nichts wurde gesendet.',
    failed: ({ stage, cause }) => `Das Gespräch endete ${stage}${cause}.`,
  },
  returned: {
    bounce: ({ cause, recipient }) => `Zurückgekommen${recipient === null ? '' : `, für ${recipient}`}${cause}.`,
    delayed: () => 'Ihr Server versucht noch, sie weiterzugeben.',
    complaint: () => 'Die Person hat sie als Spam gemeldet.',
    autoreply: () => 'Eine automatische Antwort: Die Nachricht ist angekommen.',
    vacation: () => 'Eine Abwesenheitsnotiz: Die Nachricht ist angekommen.',
    other: () => 'Eine Nachricht, die keine Rückläufer-Meldung ist.',
  },
  event: {
    subscriber_added: ({ actor, isAgain, lists }) =>
      `${isAgain ? 'Wieder eingetragen' : 'Eingetragen'} von ${actor}${joined(lists)}.`,
    subscriber_deleted: ({ actor }) => `Gelöscht von ${actor}. Die Geschichte blieb.`,
    address_corrected: ({ actor, becameOrWas: { to, from } }) =>
      to === null ? `Von ${actor} aus ${from} berichtigt.` : `Von ${actor} in ${to} berichtigt.`,
    subscriber_changed: ({ actor }) => `Geändert von ${actor}.`,
    list_joined: ({ actor, list }) => `Auf ${listed(list)} gesetzt von ${actor}.`,
    list_left: ({ actor, list }) => `Von ${atList(list)} genommen von ${actor}.`,
    unsubscribed: ({ actor, list }) => `Abgemeldet${list === null ? '' : ` von ${atList(list)}`}, durch ${actor}.`,
    confirmation_sent: ({ list, host, isInDoubt }) =>
      `Um Bestätigung der Anmeldung zu ${atList(list)} gebeten: ${host ?? 'ihr Server'} ${isInDoubt ? 'bekam die ganze Nachricht, aber die Antwort ging verloren' : 'hat die Nachricht angenommen'}.`,
    confirmation_failed: ({ list, host, reply, isFinal }) =>
      `Die Bitte um Bestätigung der Anmeldung zu ${atList(list)} wurde${host === null ? '' : ` von ${host}`} nicht angenommen${reply === null ? '' : `: „${reply}“`}. ${isFinal ? 'Sie wird nicht wieder versucht.' : 'Sie wird wieder versucht.'}`,
    confirmed: ({ list }) => `Anmeldung${list === null ? '' : ` zu ${atList(list)}`} bestätigt.`,
    suppressed: ({ actor, reason }) => `Von allen Aussendungen zurückgehalten durch ${actor}${reason}.`,
    suppression_lifted: ({ actor, reason }) => `Sperre aufgehoben von ${actor}${reason}.`,
    failure_held: () =>
      'Ein Fehlschlag wurde zur Durchsicht zurückgestellt: Zu viele Adressen desselben Mailservers scheiterten zugleich.',
    hold_released: ({ actor, reason }) => `Der zurückgestellte Fehlschlag wurde verworfen von ${actor}${reason}.`,
    hold_applied: ({ actor, reason }) => `Der zurückgestellte Fehlschlag zählt, entschieden von ${actor}${reason}.`,
    return_matched: ({ actor }) => `Ein Rückläufer wurde dieser Adresse zugeordnet von ${actor}.`,
    return_match_undone: ({ actor }) => `Die Zuordnung eines Rückläufers wurde zurückgenommen von ${actor}.`,
    link_sent: ({ host }) =>
      `Bekam einen Link zur eigenen Seite, um den gebeten wurde: ${host ?? 'der Server'} nahm die Nachricht.`,
    move_confirm_sent: ({ host }) =>
      `Gefragt, ob Abonnements einer anderen Adresse hierher kommen sollen: ${host ?? 'der Server'} nahm die Nachricht.`,
    move_notice_sent: ({ host }) =>
      `Benachrichtigt, dass die Abonnements zu einer anderen Adresse gingen: ${host ?? 'der Server'} nahm die Nachricht.`,
    come_back_asked: ({ actor, reason }) =>
      `${actor} ließ per Mail fragen, ob wieder Post kommen soll${reason}. Nur die Person selbst hebt die Beschwerde auf.`,
    come_back_sent: ({ host }) => `Gefragt, ob wieder Post kommen soll: ${host ?? 'der Server'} nahm die Nachricht.`,
    letter_failed: ({ host, reply, isFinal }) =>
      `Eine Nachricht mit einem Link wurde${host === null ? '' : ` von ${host}`} nicht angenommen${reply === null ? '' : `: „${reply}“`}. ${isFinal ? 'Sie wird nicht wieder versucht.' : 'Sie wird wieder versucht.'}`,
    moved_to: ({ other }) =>
      `Nahm die Abonnements mit zu ${other ?? 'einer anderen Adresse'}. Die Geschichte blieb hier.`,
    moved_from: ({ other }) =>
      `Abonnements kamen hierher von ${other ?? 'einer anderen Adresse'}, bestätigt über einen Link per Mail.`,
    move_undone: ({ other }) =>
      `Der Adresswechsel mit ${other ?? 'einer anderen Adresse'} wurde über einen Link per Mail zurückgenommen.`,
    left_because: ({ reason }) => `Sagte, warum sie ging${reason}.`,
    language_chosen: ({ language }) =>
      `Wählte eine Sprache für unsere Seiten und Nachrichten${language === null ? '' : `: ${language}`}.`,
    suppression_dated: ({ actor, until }) =>
      until === null
        ? `${actor} ließ die Sperre bleiben, bis sie aufgehoben wird.`
        : `${actor} ließ die Sperre von selbst enden am ${until.slice(0, 10)}.`,
    imported: ({ actor, isAgain, lists }) =>
      `${isAgain ? 'Wieder eingetragen' : 'Eingetragen oder geändert'} durch ${actor}${joined(lists)}.`,
    import_skipped: ({ actor, reason, lists }) => `So gelassen durch ${actor}${reason}${joined(lists)}.`,
  },
  otherEvent: ({ kind, actor }) => `${kind.replaceAll('_', ' ')}, durch ${actor}.`,
};
