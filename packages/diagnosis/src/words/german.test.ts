// The German catalogue says for each row what the English one says: as many things to do, the same names, other words.
import { describe, expect, it } from 'vitest';
import { describeAttempt, describeDelivery, describeEvent, describeReturn } from '../describe.js';
import { diagnose } from '../diagnose.js';
import { evidence } from '../testing/evidence.js';
import { choiceAndForward } from '../testing/fixtures-choice-and-forward.js';
import { ourSide } from '../testing/fixtures-our-side.js';
import { patience } from '../testing/fixtures-patience.js';
import { recipientAndServer } from '../testing/fixtures-recipient-and-server.js';
import { english } from './english.js';
import { german } from './german.js';

const fixtures = [...choiceAndForward, ...ourSide, ...recipientAndServer, ...patience];
const ENGLISH = /\b(the|their|this person|does not|refuse[sd]?|nothing|server of|and ask|campaign)\b/i;
/** What a sentence names: hosts, addresses, numbers. */
const namesIn = (text: string) => text.match(/[\w.-]+@[\w.-]+|(?:[\w-]+\.)+(?:example|test)\b/g) ?? [];
/** Without what others said word by word. */
const own = (text: string) => text.replaceAll(/[„“"][^“”"]*[“”"]/g, '');

describe('the German words', () => {
  it.each(fixtures)('say of $cause what the English ones say', ({ given }) => {
    const theirs = diagnose(evidence(given), english);
    const ours = diagnose(evidence(given), german);
    expect({ ...ours, headline: '', why: '', others: '', whatToDo: [], whatWillNotHelp: [] }).toEqual({
      ...{ ...theirs, headline: '', why: '', others: '', whatToDo: [], whatWillNotHelp: [] },
    });
    expect(ours.whatToDo).toHaveLength(theirs.whatToDo.length);
    expect(ours.whatWillNotHelp).toHaveLength(theirs.whatWillNotHelp.length);
    expect(namesIn(ours.headline).sort()).toEqual(namesIn(theirs.headline).sort());
    const all = [ours.headline, ours.why, ours.others, ...ours.whatToDo, ...ours.whatWillNotHelp].map(own).join('\n');
    expect(all).not.toMatch(ENGLISH);
    expect(all).not.toMatch(/undefined|null|\[object/);
  });

  it('have a word wherever the English ones have one', () => {
    for (const [room, words] of Object.entries(english.describe))
      if (typeof words === 'object')
        expect(Object.keys(german.describe[room as 'delivery']), room).toEqual(Object.keys(words));
    for (const kind of ['stages', 'categories', 'reasons'] as const)
      expect(Object.keys(german.general[kind])).toEqual(Object.keys(english.general[kind]));
  });

  it('tell deliveries, attempts, returns and events in one line each', () => {
    const at = new Date('2026-11-27T08:00:00Z');
    expect(describeDelivery({ state: 'deferred', reason: null, category: 'greylist', nextAttemptAt: at }, german)).toBe(
      'Wird wieder versucht: ihr Server lässt neue Absender warten. Nächster Versuch: 27. November 2026 um 08:00 UTC.',
    );
    expect(
      describeAttempt(
        { outcome: 'refused', stage: 'rcpt', category: 'mailbox_full', replyCode: 552, mxHost: null },
        german,
      ),
    ).toBe('ihr Server lehnte ab, als der Empfänger genannt wurde: das Postfach ist voll.');
    expect(
      describeReturn({ kind: 'bounce', category: 'mailbox_full', finalRecipient: 'b@x.test' }, 'a@x.test', german),
    ).toBe('Zurückgekommen, für b@x.test: das Postfach ist voll.');
    expect(describeEvent({ kind: 'subscriber_added', actor: 'Ada', detail: { again: true } }, german)).toBe(
      'Wieder eingetragen von Ada.',
    );
  });
});
