// What a draft in a mail program gets: recipient, subject and every line of the note.
import { describe, expect, it } from 'vitest';
import { draftHref, noteOf } from './note';
import { pageOf } from './testing/page-of';

describe('the draft of a note', () => {
  it('goes to the postmaster of her domain, whole, with the line breaks mail wants', () => {
    const note = noteOf(pageOf(), 'it', 'de')!;
    const url = new URL(draftHref(note));
    expect(url.pathname).toBe('postmaster@example.org');
    expect(url.searchParams.get('subject')).toBe('Post an ada@example.org');
    expect(url.searchParams.get('body')).toBe('Guten Tag,\r\n\r\nunsere Post & Ihre Antwort?');
  });

  it('is none where there is no note', () => {
    expect(noteOf(pageOf({ notesForPostmaster: null, notesForHer: null }), 'it', 'en')).toBeNull();
    expect(noteOf(pageOf({ notesForPostmaster: null, notesForHer: null }), 'her', 'en')).toBeNull();
  });
});
