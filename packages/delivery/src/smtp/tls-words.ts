// The state of encryption in one line: what was negotiated, and what the certificate is worth.
import { TLSSocket } from 'node:tls';
import { firstWords } from './reply.js';
import { doubtCodeOf } from './tls-facts.js';

export function tlsWords(socket: unknown): string {
  if (!(socket instanceof TLSSocket)) return 'none';
  const cipher = socket.getCipher()?.standardName ?? socket.getCipher()?.name ?? 'unknown cipher';
  const worth = socket.authorized ? 'verified' : `unverified: ${verdictOf(socket)}`;
  return `${socket.getProtocol() ?? 'TLS'} ${cipher} ${worth}`;
}

function verdictOf(socket: TLSSocket): string {
  const code = doubtCodeOf(socket);
  return firstWords(NAMES[code] ?? code).slice(0, 120);
}

const NAMES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'self-signed certificate in the chain',
  CERT_HAS_EXPIRED: 'certificate expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate of another name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate chain incomplete',
};
