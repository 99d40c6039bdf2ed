// German: what the rows about not sending at all say.
import type { HeldBack, RowsOf } from '../row-words.js';

export const byChoiceRows: RowsOf<'held_back' | 'scanner_unsubscribed' | 'unsubscribed' | 'complained'> = {
  held_back: {
    headline: ({ since, heldBack }) =>
      heldBack !== null && isCausedByFailure(heldBack) && heldBack.underlying !== null
        ? `${heldBack.underlying} Wir halten die Post seit ${since} zurück.`
        : `Wir senden nicht: zurückgehalten seit ${since}, weil ${because(heldBack)}.`,
    why: ({ heldBack }) => whyHeldBack(heldBack),
    whatToDo: ({ heldBack }) => {
      if (heldBack !== null && OWN_WISH.has(heldBack.cause))
        return ['So lassen. Nur die Person selbst kann das ändern.'];
      const lift = 'Die Sperre nur aufheben, wenn ihr Grund weg ist; eine Begründung wird verlangt und aufbewahrt.';
      if (heldBack === null || !isCausedByFailure(heldBack) || heldBack.underlyingToDo.length === 0)
        return [`Die Belege unten lesen. ${lift}`, 'Sonst die Person um eine andere Adresse bitten.'];
      return [...heldBack.underlyingToDo, lift];
    },
    whatWillNotHelp: () => [],
  },
  scanner_unsubscribed: {
    headline: () => 'Vermutlich hat ein Link-Prüfer der Firma dieser Person die Adresse abgemeldet.',
    why: () => 'Die Abmeldung kam keine Minute, nachdem ihr Server die Nachricht angenommen hatte.',
    whatToDo: () => ['Die Person fragen, ob sie das wollte; wenn nicht, soll sie die Anmeldung neu bestätigen.'],
    whatWillNotHelp: () => ['Die Adresse still wieder eintragen: Ohne neue Zustimmung bleibt sie abgemeldet.'],
  },
  unsubscribed: {
    headline: ({ since }) =>
      since === null ? 'Diese Person hat sich abgemeldet.' : `Diese Person hat sich am ${since} abgemeldet.`,
    whatToDo: () => ['Nichts. War es ein Versehen, kann die Person sich wieder anmelden.'],
    whatWillNotHelp: () => ['Die Adresse neu importieren oder eintragen: Sie bleibt abgemeldet.'],
  },
  complained: {
    headline: () => 'Diese Person hat den Newsletter als Spam gemeldet.',
    whatToDo: () => ['Dieser Adresse nicht mehr schreiben.'],
    whatWillNotHelp: () => ['Von einer anderen Adresse senden: Weitere Beschwerden schaden allen auf der Liste.'],
  },
};

/** Said by the person herself. */
const OWN_WISH: ReadonlySet<string> = new Set(['complaint', 'unsubscribed_all', 'paused']);

/** Doorstep held it back by itself, because mail to it failed. */
const isCausedByFailure = ({ cause }: HeldBack): boolean => cause === 'hard_bounce' || cause === 'soft_bounces';

/** Ends the sentence "zurückgehalten seit …, weil …": the verb stands last. */
function because(held: HeldBack | null): string {
  if (held === null) return 'die Adresse auf der Sperrliste steht';
  const whole = held.scope === 'domain' ? 'für die ganze Domain ' : '';
  switch (held.cause) {
    case 'hard_bounce':
      return `${whole}ihr Server endgültig abgelehnt hat`;
    case 'soft_bounces':
      return `${whole}die Zustellung immer wieder gescheitert ist`;
    case 'complaint':
      return 'die Person einen Newsletter als Spam gemeldet hat';
    case 'unsubscribed_all':
      return 'die Person sich von allem abgemeldet hat';
    case 'paused':
      return 'die Person um eine Pause gebeten hat';
    case 'manual':
      return `${whole}${held.actor} sie auf die Sperrliste gesetzt hat${held.reason === null ? '' : ` („${held.reason}“)`}`;
    default:
      return `${whole}dies vermerkt ist: ${held.cause.replaceAll('_', ' ')}`;
  }
}

function whyHeldBack(held: HeldBack | null): string {
  if (held === null) return '';
  const parts: string[] = [];
  if (isCausedByFailure(held)) parts.push(`Die Post wird zurückgehalten, weil ${because(held)}.`);
  else if (held.underlying !== null) parts.push(`Was vorher gefunden wurde: ${held.underlying}`);
  if (held.hits > 0)
    parts.push(`Seither ${held.hits === 1 ? 'wurde 1 Nachricht' : `wurden ${held.hits} Nachrichten`} zurückgehalten.`);
  return parts.join(' ');
}
