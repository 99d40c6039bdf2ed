// Certificates for tests, made anew for each run: an authority and what it, or nobody, vouches for.
import { generateKeyPairSync } from 'node:crypto';
import { generate } from 'selfsigned';

export interface TestCertificate {
  readonly key: string;
  /** PEM, the chain that is presented. */
  readonly cert: string;
}

export interface TestAuthority {
  /** PEM. */
  readonly ca: string;
  /** Signed by the authority; `expired`: it ran out yesterday. */
  issue(name: string, options?: { readonly expired?: boolean }): Promise<TestCertificate>;
  selfSigned(name: string): Promise<TestCertificate>;
}

const DAY_MS = 24 * 3_600_000;
const keyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

export async function testAuthority(): Promise<TestAuthority> {
  const keys = { authority: keyPair(), leaf: keyPair() };
  const common = { algorithm: 'sha256', notBeforeDate: new Date(Date.now() - 10 * DAY_MS) };
  const root = await generate([{ name: 'commonName', value: 'Test authority' }], {
    ...{ ...common, keyPair: keys.authority },
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = async (name: string, isExpired: boolean, ca?: { key: string; cert: string }) => {
    const made = await generate([{ name: 'commonName', value: name }], {
      ...{ ...common, keyPair: keys.leaf },
      notAfterDate: new Date(Date.now() + (isExpired ? -1 : 30) * DAY_MS),
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
      ...(ca ? { ca } : {}),
    });
    return { key: made.private, cert: ca ? `${made.cert}\n${ca.cert}` : made.cert };
  };
  return {
    ca: root.cert,
    issue: (name, { expired = false } = {}) => leaf(name, expired, { key: root.private, cert: root.cert }),
    selfSigned: (name) => leaf(name, false),
  };
}
