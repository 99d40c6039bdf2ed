// Bar 12: signatures that an independent verifier accepts, over the headers that matter, or no message at all.
import { compileCampaign, createDkimSigner, type DkimAlgorithm, dkimRecord, generateDkimKey } from '@doorstep/message';
import { dkimVerify } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { sampleRecipient, sampleSource } from '../../packages/message/src/testing/sample-campaign.js';

const algorithms: DkimAlgorithm[] = ['rsa-sha256', 'ed25519-sha256'];

describe('bar 12: DKIM', () => {
  it.each(algorithms)(
    '%s: mailauth verifies each recipient’s message, From oversigned, list headers covered',
    async (algorithm) => {
      const key = generateDkimKey(algorithm);
      const signer = createDkimSigner({
        ...{ domain: 'news.example', selector: 'd1', algorithm },
        privateKeyPem: key.privateKeyPem,
      });
      const campaign = compileCampaign(sampleSource());
      const resolver = async () => [[dkimRecord(algorithm, key.publicKeyBase64)]];
      for (const name of ['Ada', 'Zoë', '山田', '<b>"x"</b>']) {
        const signed = Buffer.from(campaign.composeSigned(sampleRecipient({ name }), [signer]));
        const { results } = await dkimVerify(signed, { resolver: resolver as never });
        expect(results[0]?.status.result).toBe('pass');
        const covered = /h=([\s\S]*?);/.exec(signed.toString('latin1'))![1]!.replace(/\s/g, '').split(':');
        expect(covered.filter((header) => header === 'from')).toHaveLength(2);
        expect(covered).toEqual(
          expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id']),
        );
      }
    },
  );

  it('a bad key throws: nothing goes out unsigned', () => {
    for (const privateKeyPem of ['', 'no key', generateDkimKey('ed25519-sha256').privateKeyPem])
      expect(() =>
        createDkimSigner({ ...{ domain: 'news.example', selector: 'd1', algorithm: 'rsa-sha256' }, privateKeyPem }),
      ).toThrow();
  });
});
