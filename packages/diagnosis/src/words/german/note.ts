// German: the letter to the person herself, why nothing reaches her and what she can do.
import type { Side } from '../../verdict.js';
import type { NoteFacts } from '../words.js';

const bySide: Readonly<Record<Side, string>> = {
  her_mailbox:
    'Könnten Sie nach diesem Postfach sehen? Vielleicht ist es voll oder abgeschaltet, oder eine Regel darin lehnt unsere Post ab.',
  her_server:
    'Könnten Sie das an die Leute weitergeben, die Ihre Post betreuen? Ihr Server lehnt ab, bevor etwas Ihr Postfach erreicht.',
  forward:
    'Ihre Post wird weitergeleitet. Könnten Sie nach der Weiterleitung sehen oder uns die Adresse nennen, bei der sie ankommt?',
  our_ip: 'Das müssen wir richten, und wir sind dabei. Sie brauchen nichts zu tun.',
  our_domain: 'Das müssen wir richten, und wir sind dabei. Sie brauchen nichts zu tun.',
  our_content: 'Das müssen wir richten, und wir sind dabei. Sie brauchen nichts zu tun.',
  nobody_yet: 'Wir versuchen es weiter. Könnten Sie inzwischen in Ihrem Spam-Ordner nachsehen?',
  us_by_choice:
    'Zurzeit schreiben wir dieser Adresse nicht. Möchten Sie unseren Newsletter, sagen Sie uns bitte Bescheid.',
};

export function noteForHer({ address, name, headline, failed, side, reply }: NoteFacts): string {
  return [
    name === null ? 'Guten Tag,' : `Guten Tag ${name},`,
    '',
    `unser Newsletter an ${address} erreicht Sie nicht.${failed === '' ? '' : ` ${failed}`}`,
    `Was wir wissen: ${headline}`,
    '',
    bySide[side],
    ...(reply === null ? [] : ['', 'Das wurde unserem Server gesagt, Wort für Wort:', '', `    ${reply}`]),
    '',
    'Sie können uns auch einfach eine andere Adresse nennen.',
  ].join('\n');
}
