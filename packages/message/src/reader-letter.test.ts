import { simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import type { ConfirmationLanguage } from './confirmation-words.js';
import { composeReaderLetter } from './reader-letter.js';
import { readerLetterWords } from './reader-letter-words.js';
import { wireLines } from './testing/sample-campaign.js';

const letter = {
  address: 'ada@inbox.example',
  listName: 'x\r\nBcc: all@x.example <b>“Letter”',
  otherAddress: 'old@inbox.example',
  sendingDomainName: 'news.example',
  url: 'https://letters.example/me/abc',
  expiresAt: new Date('2026-11-29T08:00:00Z'),
  messageKey: 'letter.1',
  date: new Date('2026-11-27T08:00:00Z'),
};

it.each(Object.keys(readerLetterWords) as ConfirmationLanguage[])(
  'speaks %s, each with its link and its day',
  async (language) => {
    for (const kind of ['link', 'move_confirm', 'move_notice', 'come_back'] as const) {
      const message = composeReaderLetter({ ...letter, kind, language });
      const mail = await simpleParser(message, { skipTextToHtml: true });
      expect(mail.text).toContain(`\n${letter.url}\n`);
      expect(mail.text).toContain('2026');
      expect(mail.html).toContain(`href="${letter.url}"`);
      expect(mail.html).not.toContain('<b>');
      if (kind.startsWith('move')) expect(mail.text).toContain('old@inbox.example');
      expect(wireLines(message).filter((line) => /^(Bcc|List-)/i.test(line))).toEqual([]);
    }
  },
);
