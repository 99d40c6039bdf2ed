// Italian words of the pages about one reader and of the archive.
import type { OwnWords } from '../own-words.js';

export const it: OwnWords = {
  reason: {
    text: 'Ci dice perché? Basta un tocco, e può anche chiudere la pagina.',
    labels: {
      too_often: 'Troppi messaggi',
      not_expected: 'Non è ciò che mi aspettavo',
      not_asked: 'Non l’ho mai chiesto',
      no_interest: 'Non mi interessa più',
      other: 'Un altro motivo',
    },
    thanks: 'Grazie. È annotato.',
  },
  stopped: {
    text: (address) => `Non scriviamo più a ${address}, perché il suo server di posta ha rifiutato i nostri messaggi.`,
    said: 'Ecco che cosa ha risposto:',
    button: 'Funziona di nuovo: riprovare',
    waits:
      'Ha chiesto un altro tentativo negli ultimi 30 giorni. Se non è arrivato nulla, chieda a chi gestisce la sua casella.',
    done: 'Riproviamo',
    doneText: (address) =>
      `Il prossimo messaggio va di nuovo a ${address}. Se il server rifiuta anche quello, smettiamo subito.`,
  },
  link: {
    offer: 'Il suo indirizzo, la sua lingua, i suoi dati:',
    offerLink: 'riceva un link alla sua pagina',
    title: 'Un link alla sua pagina',
    text: 'Nella sua pagina sceglie ciò che riceve, lo porta a un altro indirizzo, ottiene i suoi dati o li fa cancellare. Per la sua sicurezza il link arriva nella sua casella.',
    button: 'Inviami il link',
    sent: 'Guardi nella sua casella',
    sentText: (address) =>
      `Se conosciamo ${address}, un messaggio con il link è in viaggio. Vale due giorni. Se in qualche minuto non arriva nulla, guardi nella cartella spam.`,
    tooManyText: 'Nell’ultima ora sono stati chiesti molti link. Riprovi tra un’ora.',
    closed: 'Questa lista non c’è più',
    closedText: 'Apra il link di un messaggio ricevuto, oppure risponda e scriva che cosa desidera.',
    late: 'Questo link è troppo vecchio',
    lateText: 'Per la sua sicurezza valeva solo per un po’. Non è cambiato nulla.',
    again: 'Ottenere un nuovo link',
    used: 'È già stato fatto',
    usedText: 'Il link vale una volta ed è stato usato. Può chiudere questa pagina.',
  },
  own: {
    title: 'La sua pagina',
    about: (address) => `Questa pagina riguarda ${address}. Non dia il suo link a nessuno.`,
    saved: 'Salvato.',
    nothing: 'Al momento non è in nessuna lista.',
    language: 'Lingua delle nostre pagine e dei messaggi',
    languageButton: 'Usare questa lingua',
    move: 'Cambiare indirizzo',
    moveText: 'Ciò che riceve andrà al nuovo indirizzo appena lo avrà confermato lì. Avvisiamo quello vecchio.',
    moveLabel: 'Il suo nuovo indirizzo',
    moveButton: 'Chiedere al nuovo indirizzo',
    moveSame: 'È l’indirizzo che ha già.',
    moveSentText: (address) =>
      `Un messaggio va a ${address}. Prema il pulsante a cui porta; prima non cambia nulla. Se non arriva nulla, forse quell’indirizzo è chiuso alla nostra posta.`,
    data: 'Ottenere i suoi dati',
    dataText: 'Tutto ciò che conserviamo di lei, in un file (JSON).',
    dataButton: 'Scaricare i miei dati',
  },
  erase: {
    title: 'Far cancellare i suoi dati',
    text: 'Dimentichiamo chi è, per sempre.',
    button: 'Cancellare i miei dati…',
    question: 'Cancellare i suoi dati per sempre?',
    whatGoes: (address) =>
      `${address}, il suo nome, tutto ciò che ci ha detto e ogni messaggio su di lei scompare. Nessuno può recuperarlo, nemmeno noi.`,
    whatStays:
      'Resta un’impronta fatta con una chiave segreta, perché nessuno le scriva dove si è cancellato se l’indirizzo torna in una lista. Non può ridiventare il suo indirizzo.',
    yes: 'Sì, cancellare tutto',
    no: 'No, torno alla mia pagina',
    done: 'I suoi dati sono cancellati',
    doneText: 'Da noi non le arriva più nulla. Può chiudere questa pagina.',
    busy: 'Non in questo momento',
    busyText:
      'Proprio ora un messaggio viene consegnato al suo server. Riprovi tra un minuto; non è stato cancellato nulla.',
  },
  move: {
    title: 'Deve arrivare qui?',
    question: (lists, from, to) => `${lists}: finora arrivava a ${from}. Deve arrivare a ${to} da ora?`,
    nothing: (from) => `A ${from} non va più nulla, quindi non c’è nulla da portare.`,
    button: 'Sì, qui',
    done: 'Il suo indirizzo è cambiato',
    doneText: (to) => `Da ora tutto arriva a ${to}. Un messaggio già in viaggio può ancora andare a quello vecchio.`,
    backTitle: 'Annullare il cambio?',
    backText: (to) => `Ciò che le arrivava va ora a ${to}. Se non è stato lei, annulli.`,
    backButton: 'Non sono stato io: annullare',
    backDone: 'È tutto come prima',
    backDoneText: (from) => `Tutto arriva di nuovo a ${from}.`,
  },
  comeBack: {
    title: 'La nostra posta deve tornare?',
    question: (address) =>
      `${address} ha segnalato un nostro messaggio come spam, perciò lì non arriva più nulla. Solo lei può cambiarlo.`,
    button: 'Sì, scrivetemi di nuovo',
    done: 'La nostra posta torna',
    doneText: (address) => `${address} riceve di nuovo la nostra posta. Ogni messaggio ha un link per cancellarsi.`,
  },
  archive: {
    title: (list) => `Numeri di «${list}»`,
    empty: 'Qui non c’è ancora nessun numero.',
    older: 'Numeri precedenti',
    newest: 'Numeri più recenti',
    feed: 'Feed (Atom)',
    subscribe: 'Iscriversi',
    all: (list) => `Tutti i numeri di «${list}»`,
    issue: 'Il numero',
    none: 'Questo numero non è qui',
    noneText: 'Forse è stato tolto dall’archivio, o l’archivio è stato chiuso.',
  },
};
