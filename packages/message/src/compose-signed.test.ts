// Composing and signing in one go gives, octet for octet, what signing the composed message gives.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCampaign } from './campaign.js';
import { generateDkimKey } from './dkim-key.js';
import { createDkimSigner } from './dkim-signer.js';
import { sampleRecipient, sampleSource } from './testing/sample-campaign.js';

const signers = (['rsa-sha256', 'ed25519-sha256'] as const).map((algorithm) =>
  createDkimSigner({
    ...{ domain: 'news.example', selector: algorithm.slice(0, 3), algorithm },
    privateKeyPem: generateDkimKey(algorithm).privateKeyPem,
  }),
);
const words = fc.array(
  fc.constantFrom('a', ' ', '  ', '\t', '\n', '\r', '\r\n', '\0', '=', '.', '\u00e9', '\u30cb', '<p>'),
  {
    maxLength: 40,
  },
);
const text = words.map((parts) => parts.join(''));

describe('composeSigned', () => {
  it('is the composed message, signed', () => {
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (html, plain, value, isTextOnly) => {
        const source = sampleSource({
          html: isTextOnly ? '' : `<p>${html} {{ city }} ${plain}</p>`,
          text: isTextOnly ? `x${plain}{{ city }}${html}` : plain,
        });
        const campaign = compileCampaign(source);
        const recipient = sampleRecipient({ fields: { city: value }, name: value });
        const expected = signers.reduce((message, signer) => signer.sign(message), campaign.compose(recipient));
        const signed = Buffer.from(campaign.composeSigned(recipient, signers));
        expect(signed.equals(Buffer.from(expected))).toBe(true);
        // Delivery sends it as it is: no bare CR or LF, no octet above 127, nothing a host could take for the final dot.
        expect(signed.toString('latin1')).toMatch(/^(?:(?!\.)[\t\x20-\x7e]*\r\n)+$/);
      }),
      { numRuns: 150 },
    );
  });

  it('never gives an unsigned message', () => {
    expect(() => compileCampaign(sampleSource()).composeSigned(sampleRecipient(), [])).toThrow(/unsigned/);
  });
});
