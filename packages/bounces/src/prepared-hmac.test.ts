// The prepared HMAC against that of the crypto library, which RFC 4231 and others have tested.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { preparedHmac } from './prepared-hmac.js';

it('is the HMAC of label and message, whatever the length of the key and whatever came before', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 0, maxLength: 200 }),
      fc.string({ unit: 'binary-ascii', maxLength: 80 }),
      fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { minLength: 1, maxLength: 4 }),
      (key, label, messages) => {
        const mac = preparedHmac(key, label, 16);
        for (const message of messages) {
          const expected = createHmac('sha256', key).update(label, 'latin1').update(message).digest('hex');
          expect(Buffer.from(mac(message)).toString('hex')).toBe(expected);
        }
      },
    ),
  );
});
