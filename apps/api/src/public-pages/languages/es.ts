// Spanish words of the pages of readers.
import type { PublicWords } from '../public-words.js';

export const es: PublicWords = {
  leave: {
    title: '¿Darse de baja?',
    why: (campaign, address, lists) => `Recibe «${campaign}» en ${address} porque esta dirección está en ${lists}.`,
    button: 'Darme de baja',
    done: 'Está dado de baja',
    doneText: (address, what) =>
      `${address} está dada de baja de ${what}. Un mensaje que ya está en camino todavía puede llegar.`,
    undo: 'Deshacer: darme de alta otra vez',
    undoText: '¿Fue un error? Durante un día puede volver atrás aquí.',
    everything: 'todo lo que enviamos',
    allText: 'También puede darse de baja de todo lo que enviamos, ahora y más adelante.',
    allButton: 'Darme de baja de todo',
    nothing: 'No está en ninguna de estas listas',
    nothingText: (address) => `${address} no está en ninguna de las listas a las que fue ese mensaje.`,
  },
  pause: {
    text: '¿Es solo demasiado en este momento? Haga una pausa; después los mensajes vuelven por sí mismos.',
    button: (days) => `Pausa de ${days} días`,
    done: 'Está en pausa',
    doneText: (address, until) => `Nada llegará a ${address} hasta el ${until}. Después los mensajes vuelven.`,
    end: 'Terminar la pausa ahora',
  },
  choose: {
    link: 'Elegir las listas que quiere',
    title: 'Sus listas',
    text: (address) => `Marque lo que debe llegar a ${address}.`,
    button: 'Guardar',
    saved: 'Guardado.',
  },
  confirm: {
    title: 'Confirme su suscripción',
    question: (list, address) => `¿Quiere recibir «${list}» en ${address}?`,
    button: 'Sí, suscribirme',
    ignore: 'Si no lo ha pedido, cierre esta página: sin el botón no se le envía nada.',
    done: 'Su suscripción está confirmada',
    doneText: (address, list) => `${address} está suscrita a «${list}». Puede cerrar esta página.`,
    gone: 'Este enlace ya no vale',
    goneText: (address, list) =>
      `${address} dejó «${list}» desde que se hizo este enlace y por eso no se volvió a suscribir. Si quiere volver, suscríbase de nuevo.`,
  },
  form: {
    title: (list) => `Suscribirse a «${list}»`,
    address: 'Su dirección',
    name: 'Su nombre (puede quedar vacío)',
    button: 'Suscribirme',
    agree: (list) =>
      `Quiero recibir «${list}» por correo. Puedo darme de baja en cualquier momento con el enlace de cada mensaje.`,
    sent: 'Mire en su buzón',
    sentText: (address) =>
      `Va un mensaje a ${address}. Pulse el botón al que lleva; antes no llega nada más. Si no llega, mire en la carpeta de correo no deseado.`,
    wrong: 'A esta dirección no puede ir correo. Debe parecerse a: ada@example.org',
    meant: (address) => `¿Quería decir ${address}?`,
    meantYes: 'Sí, usar esa',
    meantNo: (address) => `No, es ${address}`,
    tooMany: 'Demasiadas a la vez',
    tooManyText: 'Muchas suscripciones vinieron de su red en la última hora. Inténtelo de nuevo dentro de una hora.',
    closed: 'Nadie puede suscribirse aquí',
    closedText: 'Esta lista no admite nuevos lectores por esta página en este momento.',
  },
  unknown: 'Este enlace no se conoce aquí',
  unknownText:
    'Quizá un programa de correo lo cortó: ábralo otra vez desde el mensaje. Si no ayuda, responda al mensaje y escriba que quiere darse de baja. No se cambió nada.',
  list: (names, count) => `${count === 1 ? 'la lista' : 'las listas'} ${names}`,
  close: 'No hay nada más que hacer; puede cerrar esta página.',
};
