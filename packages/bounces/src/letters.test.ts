// The letters of many mail systems, in the words of their own templates: whom each speaks of, why, and whether for good.
import { describe, expect, it } from 'vitest';
import { parseReport } from './parse-report.js';
import { eximAndQmailLetters } from './testing/bounces/exim-qmail.js';
import { gatewayLetters } from './testing/bounces/gateways.js';
import type { Letter } from './testing/bounces/letter.js';
import { moreLetters } from './testing/bounces/more.js';
import { postfixAndSendmailLetters } from './testing/bounces/postfix-sendmail.js';
import { providerLetters } from './testing/bounces/providers.js';
import { windowsLetters } from './testing/bounces/windows.js';
import { textMail } from './testing/mails.js';

const letters: readonly Letter[] = [
  ...postfixAndSendmailLetters,
  ...eximAndQmailLetters,
  ...windowsLetters,
  ...providerLetters,
  ...gatewayLetters,
  ...moreLetters,
];

const read = ({ from, subject, more, text }: Letter) =>
  parseReport(
    Buffer.from(
      textMail(text, { ...(from ? { From: from } : {}), ...(subject ? { Subject: subject } : {}), ...more }),
      'utf8',
    ),
  );

describe('a letter', () => {
  it.each(letters)('of $system', (letter) => {
    const { kind, recipients, format } = read(letter);
    const seen = recipients.map(
      ({ address, classification, isHard }) => `${address} ${classification.category}${isHard ? ' hard' : ''}`,
    );
    expect({ kind, seen }, `read as ${format}`).toEqual({ kind: letter.kind ?? 'bounce', seen: letter.expect });
  });
});
