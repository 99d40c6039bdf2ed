import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeConfirmation } from './confirmation.js';
import { type ConfirmationLanguage, confirmationWords } from './confirmation-words.js';
import { wireLines } from './testing/sample-campaign.js';

const asked = {
  address: 'ada@inbox.example',
  listName: 'Zoë’s letter',
  sendingDomainName: 'news.example',
  confirmUrl: 'https://letters.example/confirm/abc/0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44',
  messageKey: 'confirm.1',
  date: new Date('2026-11-24T08:00:00Z'),
};
const parse = (message: Uint8Array) => simpleParser(message, { skipTextToHtml: true });

describe('composeConfirmation', () => {
  it('names the list and carries the link in both parts', async () => {
    const message = composeConfirmation(asked);
    const mail = await parse(message);
    expect(mail.subject).toBe('Please confirm: Zoë’s letter');
    expect(mail.from?.value[0]).toMatchObject({ name: 'Zoë’s letter', address: 'confirm@news.example' });
    expect(mail.text).toContain(`\n${asked.confirmUrl}\n`);
    expect(mail.html).toContain(`href="${asked.confirmUrl}"`);
    expect(wireLines(message)).toContain('Auto-Submitted: auto-generated');
    expect(wireLines(message).filter((line) => /^List-/i.test(line))).toEqual([]);
  });

  it.each(Object.keys(confirmationWords) as ConfirmationLanguage[])('speaks %s in both parts', async (language) => {
    const mail = await parse(composeConfirmation({ ...asked, language }));
    const { subject, asked: please } = confirmationWords[language];
    expect(mail.subject).toBe(subject('Zoë’s letter'));
    expect(mail.text).toContain(please);
    expect(mail.html).toContain(`<html lang="${language}">`);
  });

  it('keeps a hostile list name a name: no header, no markup, no endless subject', async () => {
    const message = composeConfirmation({ ...asked, listName: `x\r\nBcc: all@x.example <b>"&${'y'.repeat(5000)}` });
    const mail = await parse(message);
    expect(wireLines(message).filter((line) => /^Bcc/i.test(line))).toEqual([]);
    expect(mail.html).not.toContain('<b>');
    expect(mail.subject!.length).toBeLessThan(140);
    for (const line of wireLines(message)) expect(line.length).toBeLessThanOrEqual(998);
  });

  it('refuses an address or a link that could break out', () => {
    expect(() => composeConfirmation({ ...asked, address: 'a@b.example>\r\nX: y' })).toThrow(TypeError);
    expect(() => composeConfirmation({ ...asked, confirmUrl: 'https://x.example/ "onclick' })).toThrow(TypeError);
    expect(() => composeConfirmation({ ...asked, confirmUrl: 'javascript:alert(1)' })).toThrow(TypeError);
  });
});
