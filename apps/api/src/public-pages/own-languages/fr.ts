// French words of the pages about one reader and of the archive.
import type { OwnWords } from '../own-words.js';

export const fr: OwnWords = {
  reason: {
    text: 'Voulez-vous dire pourquoi ? Un clic suffit, et vous pouvez aussi bien fermer la page.',
    labels: {
      too_often: 'Trop de messages',
      not_expected: 'Pas ce que j’attendais',
      not_asked: 'Je ne l’ai jamais demandé',
      no_interest: 'Plus d’intérêt',
      other: 'Une autre raison',
    },
    thanks: 'Merci. C’est noté.',
  },
  stopped: {
    text: (address) => `Nous n’écrivons plus à ${address}, car son serveur de messagerie a refusé nos messages.`,
    said: 'Ce qu’il a répondu :',
    button: 'Cela marche de nouveau : réessayer',
    waits:
      'Vous avez demandé un essai au cours des 30 derniers jours. Si rien n’est venu, voyez qui gère votre messagerie.',
    done: 'Nous réessayons',
    doneText: (address) =>
      `Le prochain message part de nouveau vers ${address}. Si le serveur le refuse aussi, nous arrêtons aussitôt.`,
  },
  link: {
    offer: 'Votre adresse, votre langue, vos données :',
    offerLink: 'recevez un lien vers votre propre page',
    title: 'Un lien vers votre propre page',
    text: 'Sur votre propre page, vous choisissez ce qui vous arrive, le faites suivre à une autre adresse, obtenez vos données ou les faites effacer. Pour votre sécurité, le lien arrive dans votre boîte.',
    button: 'Recevoir le lien',
    sent: 'Regardez dans votre boîte',
    sentText: (address) =>
      `Si nous connaissons ${address}, un message avec le lien est en route. Il vaut deux jours. Si rien n’arrive en quelques minutes, regardez dans les indésirables.`,
    tooManyText: 'Beaucoup de liens ont été demandés dans la dernière heure. Réessayez dans une heure.',
    closed: 'Cette liste n’existe plus',
    closedText: 'Ouvrez le lien d’un message reçu, ou répondez-y en écrivant ce que vous souhaitez.',
    late: 'Ce lien est trop ancien',
    lateText: 'Pour votre sécurité, il ne valait qu’un temps. Rien n’a été changé.',
    again: 'Obtenir un nouveau lien',
    used: 'C’est déjà fait',
    usedText: 'Le lien vaut une fois et il a servi. Vous pouvez fermer cette page.',
  },
  own: {
    title: 'Votre propre page',
    about: (address) => `Cette page concerne ${address}. Ne donnez son lien à personne.`,
    saved: 'Enregistré.',
    nothing: 'Vous n’êtes sur aucune liste actuellement.',
    language: 'Langue de nos pages et messages',
    languageButton: 'Prendre cette langue',
    move: 'Changer d’adresse',
    moveText:
      'Ce qui vous arrive ira à la nouvelle adresse dès que vous l’aurez confirmé là-bas. Nous prévenons l’ancienne.',
    moveLabel: 'Votre nouvelle adresse',
    moveButton: 'Demander à la nouvelle adresse',
    moveSame: 'C’est l’adresse que vous avez déjà.',
    moveSentText: (address) =>
      `Un message part vers ${address}. Appuyez sur le bouton auquel il mène ; rien ne change avant. Si rien n’arrive, cette adresse est peut-être fermée à nos messages.`,
    data: 'Obtenir vos données',
    dataText: 'Tout ce que nous gardons de vous, en un fichier (JSON).',
    dataButton: 'Télécharger mes données',
  },
  erase: {
    title: 'Faire effacer vos données',
    text: 'Nous oublions qui vous êtes, pour de bon.',
    button: 'Effacer mes données…',
    question: 'Effacer vos données pour de bon ?',
    whatGoes: (address) =>
      `${address}, votre nom, tout ce que vous nous avez dit et chaque message à votre sujet disparaît. Personne ne peut le rétablir, pas même nous.`,
    whatStays:
      'Une empreinte faite avec une clé secrète reste, afin que personne ne vous réécrive là où vous êtes parti si l’adresse revient sur une liste. On ne peut pas en retrouver votre adresse.',
    yes: 'Oui, tout effacer',
    no: 'Non, retour à ma page',
    done: 'Vos données sont effacées',
    doneText: 'Plus rien ne vous arrive de nous. Vous pouvez fermer cette page.',
    busy: 'Pas à cet instant',
    busyText: 'Un message est en cours de remise à votre serveur. Réessayez dans une minute ; rien n’a été effacé.',
  },
  move: {
    title: 'Faut-il que cela arrive ici ?',
    question: (lists, from, to) =>
      `${lists} : cela arrivait jusqu’ici à ${from}. Faut-il que cela arrive à ${to} désormais ?`,
    nothing: (from) => `Plus rien ne part vers ${from} : il n’y a rien à faire suivre.`,
    button: 'Oui, ici',
    done: 'Votre adresse est changée',
    doneText: (to) =>
      `Tout arrive désormais à ${to}. Un message déjà en route peut encore arriver à l’ancienne adresse.`,
    backTitle: 'Annuler le changement ?',
    backText: (to) => `Ce qui vous arrivait va maintenant à ${to}. Si ce n’était pas vous, annulez.`,
    backButton: 'Ce n’était pas moi : annuler',
    backDone: 'Tout est comme avant',
    backDoneText: (from) => `Tout arrive de nouveau à ${from}.`,
  },
  comeBack: {
    title: 'Nos messages doivent-ils revenir ?',
    question: (address) =>
      `${address} a signalé un de nos messages comme indésirable, donc plus rien n’y arrive. Vous seul pouvez changer cela.`,
    button: 'Oui, écrivez-moi de nouveau',
    done: 'Nos messages reviennent',
    doneText: (address) => `${address} reçoit de nouveau nos messages. Chacun a un lien pour partir.`,
  },
  archive: {
    title: (list) => `Numéros de « ${list} »`,
    empty: 'Aucun numéro ici pour l’instant.',
    older: 'Numéros plus anciens',
    newest: 'Numéros les plus récents',
    feed: 'Flux (Atom)',
    subscribe: 'S’abonner',
    all: (list) => `Tous les numéros de « ${list} »`,
    issue: 'Le numéro',
    none: 'Ce numéro n’est pas ici',
    noneText: 'Il a peut-être été retiré des archives, ou les archives ont été fermées.',
  },
};
