// What was negotiated on a socket and what its certificate is worth, for whoever judges it by a policy.
import { TLSSocket } from 'node:tls';
import type { TlsFacts } from '../tls-policy/judge-tls.js';

export function tlsFactsOf(socket: unknown): TlsFacts {
  if (!(socket instanceof TLSSocket))
    return { isEncrypted: false, protocol: null, doubt: null, certificate: () => undefined };
  return {
    isEncrypted: true,
    protocol: socket.getProtocol(),
    doubt: socket.authorized ? null : doubtCodeOf(socket),
    // Read only where a policy asks: it is parsed anew each time.
    certificate: () => socket.getPeerX509Certificate(),
  };
}

/** OpenSSL's word for why a certificate is not trusted: "CERT_HAS_EXPIRED". */
export function doubtCodeOf(socket: TLSSocket): string {
  const error = socket.authorizationError as unknown;
  if (typeof error === 'string') return error;
  return (error as { code?: string } | null)?.code ?? String(error);
}
