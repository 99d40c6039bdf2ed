// What went wrong without a reply, in one line of plain words.
import { firstWords } from './reply.js';

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection lost',
  EPIPE: 'connection lost',
  ECONNECTION: 'connection lost',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  EADDRNOTAVAIL: 'the source address cannot be used',
};

export function troubleWords(error: unknown): string {
  const { code, originalCode, message } = error as Error & { code?: string; originalCode?: string };
  const known = WORDS[originalCode ?? ''] ?? WORDS[code ?? ''];
  return known ?? firstWords(message ?? String(error));
}
