// Italian words of the pages of readers.
import type { PublicWords } from '../public-words.js';

export const it: PublicWords = {
  leave: {
    title: 'Annullare l’iscrizione?',
    why: (campaign, address, lists) =>
      `Riceve «${campaign}» a ${address} perché questo indirizzo è iscritto a ${lists}.`,
    button: 'Annulla l’iscrizione',
    done: 'L’iscrizione è annullata',
    doneText: (address, what) =>
      `${address} non è più iscritto a ${what}. Un messaggio già in viaggio può ancora arrivare.`,
    undo: 'Ripristina: iscrivimi di nuovo',
    undoText: 'È stato un errore? Per un giorno può tornare indietro qui.',
    everything: 'tutto ciò che inviamo',
    allText: 'Può anche annullare l’iscrizione a tutto ciò che inviamo, ora e in futuro.',
    allButton: 'Annulla tutto',
    nothing: 'Non è in nessuna di queste liste',
    nothingText: (address) => `${address} non è in nessuna delle liste a cui è andato quel messaggio.`,
  },
  pause: {
    text: 'È solo troppo in questo momento? Faccia una pausa; poi i messaggi tornano da soli.',
    button: (days) => `Pausa di ${days} giorni`,
    done: 'È in pausa',
    doneText: (address, until) => `Nulla arriverà a ${address} fino al ${until}. Poi i messaggi tornano da soli.`,
    end: 'Termina la pausa adesso',
  },
  choose: {
    link: 'Scegliere le liste che desidera',
    title: 'Le sue liste',
    text: (address) => `Spunti ciò che deve arrivare a ${address}.`,
    button: 'Salva',
    saved: 'Salvato.',
  },
  confirm: {
    title: 'Confermi la sua iscrizione',
    question: (list, address) => `Vuole ricevere «${list}» a ${address}?`,
    button: 'Sì, iscrivimi',
    ignore: 'Se non l’ha chiesto, chiuda questa pagina: senza il pulsante non riceverà nulla.',
    done: 'La sua iscrizione è confermata',
    doneText: (address, list) => `${address} è iscritto a «${list}». Può chiudere questa pagina.`,
    gone: 'Questo link non vale più',
    goneText: (address, list) =>
      `${address} ha lasciato «${list}» da quando è nato questo link e perciò non è stato reiscritto. Per tornare, si iscriva di nuovo.`,
  },
  form: {
    title: (list) => `Iscriversi a «${list}»`,
    address: 'Il suo indirizzo',
    name: 'Il suo nome (può restare vuoto)',
    button: 'Iscrivimi',
    agree: (list) =>
      `Desidero ricevere «${list}» per posta elettronica. Posso annullare in ogni momento con il link in ogni messaggio.`,
    sent: 'Guardi nella sua casella',
    sentText: (address) =>
      `Un messaggio va a ${address}. Prema il pulsante a cui porta; prima non arriva altro. Se non arriva, guardi nella cartella della posta indesiderata.`,
    wrong: 'A questo indirizzo non può andare posta. Deve essere simile a: ada@example.org',
    meant: (address) => `Intendeva ${address}?`,
    meantYes: 'Sì, usa quello',
    meantNo: (address) => `No, è ${address}`,
    tooMany: 'Troppe iscrizioni insieme',
    tooManyText: 'Molte iscrizioni sono arrivate dalla sua rete nell’ultima ora. Riprovi tra un’ora.',
    closed: 'Qui nessuno può iscriversi',
    closedText: 'Al momento questa lista non accetta nuovi lettori da questa pagina.',
  },
  unknown: 'Questo link non è conosciuto qui',
  unknownText:
    'Forse un programma di posta l’ha tagliato: lo apra ancora una volta dal messaggio. Se non aiuta, risponda al messaggio e scriva che vuole annullare. Nulla è stato cambiato.',
  list: (names, count) => `${count === 1 ? 'la lista' : 'le liste'} ${names}`,
  close: 'Non c’è altro da fare; può chiudere questa pagina.',
};
