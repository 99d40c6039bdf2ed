// French words of the pages of readers.
import type { PublicWords } from '../public-words.js';

export const fr: PublicWords = {
  leave: {
    title: 'Se désabonner ?',
    why: (campaign, address, lists) =>
      `Vous recevez « ${campaign} » à ${address} parce que cette adresse est inscrite à ${lists}.`,
    button: 'Me désabonner',
    done: 'Vous êtes désabonné(e)',
    doneText: (address, what) => `${address} est désabonnée de ${what}. Un message déjà en route peut encore arriver.`,
    undo: 'Annuler : me réabonner',
    undoText: 'Était-ce une erreur ? Pendant un jour, vous pouvez revenir en arrière ici.',
    everything: 'tout ce que nous envoyons',
    allText: 'Vous pouvez aussi vous désabonner de tout ce que nous envoyons, maintenant et plus tard.',
    allButton: 'Me désabonner de tout',
    nothing: 'Vous n’êtes sur aucune de ces listes',
    nothingText: (address) => `${address} n’est sur aucune des listes auxquelles ce message a été envoyé.`,
  },
  pause: {
    text: 'C’est seulement trop en ce moment ? Faites une pause ; les messages reviendront ensuite d’eux-mêmes.',
    button: (days) => `Pause de ${days} jours`,
    done: 'Vous êtes en pause',
    doneText: (address, until) => `Rien n’arrivera à ${address} jusqu’au ${until}. Ensuite les messages reviendront.`,
    end: 'Terminer la pause maintenant',
  },
  choose: {
    link: 'Choisir les listes que vous voulez',
    title: 'Vos listes',
    text: (address) => `Cochez ce qui doit arriver à ${address}.`,
    button: 'Enregistrer',
    saved: 'Enregistré.',
  },
  confirm: {
    title: 'Confirmez votre abonnement',
    question: (list, address) => `Voulez-vous recevoir « ${list} » à ${address} ?`,
    button: 'Oui, m’abonner',
    ignore: 'Si vous ne l’avez pas demandé, fermez cette page : sans le bouton, rien ne vous sera envoyé.',
    done: 'Votre abonnement est confirmé',
    doneText: (address, list) => `${address} est abonnée à « ${list} ». Vous pouvez fermer cette page.`,
    gone: 'Ce lien n’est plus valable',
    goneText: (address, list) =>
      `${address} a quitté « ${list} » depuis que ce lien existe et n’a donc pas été réabonnée. Pour revenir, inscrivez-vous de nouveau.`,
  },
  form: {
    title: (list) => `S’abonner à « ${list} »`,
    address: 'Votre adresse',
    name: 'Votre nom (facultatif)',
    button: 'M’abonner',
    agree: (list) =>
      `Je souhaite recevoir « ${list} » par courriel. Je peux me désabonner à tout moment avec le lien de chaque message.`,
    sent: 'Regardez votre boîte aux lettres',
    sentText: (address) =>
      `Un message part pour ${address}. Appuyez sur le bouton auquel il mène ; rien d’autre n’arrivera avant. Si rien n’arrive, regardez dans le dossier des indésirables.`,
    wrong: 'Aucun courriel ne peut aller à cette adresse. Elle doit ressembler à : ada@example.org',
    meant: (address) => `Vouliez-vous dire ${address} ?`,
    meantYes: 'Oui, prendre celle-là',
    meantNo: (address) => `Non, c’est ${address}`,
    tooMany: 'Trop d’inscriptions à la fois',
    tooManyText: 'Beaucoup d’inscriptions sont venues de votre réseau depuis une heure. Réessayez dans une heure.',
    closed: 'Personne ne peut s’inscrire ici',
    closedText: 'Cette liste n’accepte pas de nouveaux lecteurs par cette page en ce moment.',
  },
  unknown: 'Ce lien n’est pas connu ici',
  unknownText:
    'Un logiciel de messagerie l’a peut-être coupé : ouvrez-le encore une fois depuis le message. Sinon, répondez au message et écrivez que vous voulez vous désabonner. Rien n’a été changé.',
  list: (names, count) => `${count === 1 ? 'la liste' : 'les listes'} ${names}`,
  close: 'Il n’y a rien d’autre à faire ; vous pouvez fermer cette page.',
};
