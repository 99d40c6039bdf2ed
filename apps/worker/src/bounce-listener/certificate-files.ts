// The certificate and key of the bounce listener, read from their files again when these change (a renewal).
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

export type ReadCertificate =
  | { readonly kind: 'ready'; readonly cert: string; readonly key: string; readonly version: string }
  | { readonly kind: 'unusable'; readonly words: string };

/** Reads both and tries them on; a pair that does not fit is unusable, whatever the files hold. */
export function readCertificate(files: CertificateFiles): ReadCertificate {
  try {
    const version = versionOf(files);
    const [cert, key] = [readFileSync(files.certificate, 'utf8'), readFileSync(files.key, 'utf8')];
    createSecureContext({ cert, key });
    return { kind: 'ready', cert, key, version };
  } catch (error) {
    const cause = (error as Error).message;
    return {
      kind: 'unusable',
      words: `The certificate for STARTTLS cannot be used (${cause}). Until it can, mail comes in without encryption.`,
    };
  }
}

/** Changes with the files. @throws when one of them is not there */
export function versionOf({ certificate, key }: CertificateFiles): string {
  return [certificate, key].map((file) => `${statSync(file).mtimeMs}/${statSync(file).size}`).join(' ');
}
