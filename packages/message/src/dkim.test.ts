import { dkimVerify } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { relaxedBody } from './dkim-canonical.js';
import { type DkimAlgorithm, dkimRecord, generateDkimKey } from './dkim-key.js';
import { createDkimSigner } from './dkim-signer.js';
import { composeSample } from './testing/sample-campaign.js';

const algorithms: DkimAlgorithm[] = ['rsa-sha256', 'ed25519-sha256'];

async function verify(message: Uint8Array, algorithm: DkimAlgorithm, publicKey: string) {
  const asked: string[] = [];
  const resolver = async (name: string) => {
    asked.push(name);
    return [[dkimRecord(algorithm, publicKey)]];
  };
  const { results } = await dkimVerify(Buffer.from(message), { resolver: resolver as never });
  return { result: results[0], asked };
}

describe.each(algorithms)('a %s signature', (algorithm) => {
  const key = generateDkimKey(algorithm);
  const signer = createDkimSigner({
    domain: 'news.example',
    selector: 'd1',
    privateKeyPem: key.privateKeyPem,
    algorithm,
  });

  it.each([
    ['an ordinary message', {}],
    ['blanks and empty lines at odd places', { html: '', text: 'a  b \t\n\n  c\t \n \n\n\n' }],
    ['a long base64 body', { text: 'ニュース'.repeat(3_000) }],
  ])('of %s is verified by an independent verifier', async (_, change) => {
    const { result, asked } = await verify(signer.sign(composeSample(change)), algorithm, key.publicKeyBase64);
    expect(result?.status.result).toBe('pass');
    expect(asked).toEqual(['d1._domainkey.news.example']);
  });

  it('covers the list headers and fails when one of them is changed or a second From is put in', async () => {
    const signed = Buffer.from(signer.sign(composeSample())).toString('latin1');
    const names = /h=([\s\S]*?);/.exec(signed)?.[1]?.replace(/\s/g, '').split(':') ?? [];
    for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id'])
      expect(names).toContain(name);
    expect(names.filter((name) => name === 'from')).toHaveLength(2);
    for (const forged of [
      signed.replace('/u/abcdefgh', '/u/abcdefgi'),
      signed.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Click'),
      signed.replace('\r\nFrom:', '\r\nFrom: evil@x.example\r\nFrom:'),
      `${signed}more\r\n`,
    ]) {
      const { result } = await verify(Buffer.from(forged, 'latin1'), algorithm, key.publicKeyBase64);
      expect(result?.status.result).not.toBe('pass');
    }
  });
});

describe('createDkimSigner', () => {
  it('throws on a bad key instead of sending unsigned', () => {
    const rsa = generateDkimKey('rsa-sha256').privateKeyPem;
    const options = { domain: 'news.example', selector: 'd1' };
    expect(() => createDkimSigner({ ...options, privateKeyPem: 'garbage', algorithm: 'rsa-sha256' })).toThrow();
    expect(() => createDkimSigner({ ...options, privateKeyPem: rsa, algorithm: 'ed25519-sha256' })).toThrow(
      /needs ed25519/,
    );
    expect(() =>
      createDkimSigner({ ...options, domain: 'x;y', privateKeyPem: rsa, algorithm: 'rsa-sha256' }),
    ).toThrow();
  });

  it('throws on a message without From or without end of header', () => {
    const { privateKeyPem } = generateDkimKey('ed25519-sha256');
    const signer = createDkimSigner({ domain: 'a.example', selector: 's', privateKeyPem, algorithm: 'ed25519-sha256' });
    expect(() => signer.sign(Buffer.from('To: x\r\n\r\nbody\r\n'))).toThrow(/From/);
    expect(() => signer.sign(Buffer.from('From: x\r\n'))).toThrow(/end of header/);
  });

  it.each([
    ['', ''],
    ['\r\n\r\n', ''],
    ['a', 'a\r\n'],
    [' C \r\nD \t E\r\n\r\n\r\n', ' C\r\nD E\r\n'],
  ])('canonicalises the body %j as RFC 6376 section 3.4.5 shows', (body, canonical) => {
    expect(Buffer.from(relaxedBody(Buffer.from(body))).toString()).toBe(canonical);
  });
});
