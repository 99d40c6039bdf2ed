// A self-signed certificate for localhost, made anew for each run, so that no key lies in the repository.
import { generate } from 'selfsigned';

export async function selfSigned(): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 });
  return { key: made.private, cert: made.cert };
}
