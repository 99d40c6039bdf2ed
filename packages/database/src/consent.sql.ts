// The record of what a reader agreed to, in the words she saw.
import { createHash } from 'node:crypto';
import type { PublicLanguage } from '@doorstep/contracts';
import type pg from 'pg';

/** What a reader agreed to, as she saw it. */
export interface Agreement {
  readonly ip: string;
  readonly userAgent: string | null;
  readonly form: string;
  readonly language: PublicLanguage;
  readonly words: string;
}

export async function keepConsent(
  client: pg.PoolClient,
  addressId: string,
  listId: string,
  kind: 'asked' | 'confirmed',
  { ip, userAgent, form, language, words }: Agreement,
): Promise<void> {
  await client.query(
    `INSERT INTO consent_record (address_id, list_id, kind, ip, user_agent, form, language, words, words_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      addressId,
      listId,
      kind,
      ip,
      userAgent?.slice(0, 400) ?? null,
      form,
      language,
      words,
      fingerprint(words).slice(0, 12),
    ],
  );
}

/** Of a text or an address: the same is known again, and it cannot be read out of it. */
export const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex');
