// A campaign and its variants as each goes out: what a variant leaves open is that of A.
import type pg from 'pg';

/** The parts of a campaign a variant may have of its own. */
export interface VariedContent {
  readonly subject: string;
  readonly fromName: string;
  readonly previewText: string;
  readonly contentKind: string;
  readonly contentSource: string;
  readonly html: string;
  readonly text: string;
}

/** As it is stored; null: as in A. */
export type StoredVariant = { readonly number: number } & {
  readonly [Key in keyof VariedContent]: VariedContent[Key] | null;
};

export type VariantContentRow = VariedContent & { readonly number: number };

/** As `StoredVariant`, from table campaign_variant. */
export const VARIANT_COLUMNS = `number, subject, from_name AS "fromName", preview_text AS "previewText", content_kind AS "contentKind",
  content_source AS "contentSource", html, text`;

const ADD = `
INSERT INTO campaign_variant (campaign_id, number, subject, from_name, preview_text, content_kind, content_source, html, text)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

export async function addVariant(client: pg.PoolClient, campaignId: string, one: StoredVariant): Promise<void> {
  await client.query(ADD, [
    ...[campaignId, one.number, one.subject, one.fromName, one.previewText],
    ...[one.contentKind, one.contentSource, one.html, one.text],
  ]);
}

/** A first, then the variants by their number. */
export function withVariants(campaign: VariedContent, variants: readonly StoredVariant[]): VariantContentRow[] {
  const { subject, fromName, previewText, contentKind, contentSource, html, text } = campaign;
  const a = { number: 0, subject, fromName, previewText, contentKind, contentSource, html, text };
  return [a, ...variants.map((variant) => filled(a, variant))];
}

function filled(a: VariantContentRow, variant: StoredVariant): VariantContentRow {
  const { number, subject, fromName, previewText, contentKind, contentSource, html, text } = variant;
  const named = {
    number,
    subject: subject ?? a.subject,
    fromName: fromName ?? a.fromName,
    previewText: previewText ?? a.previewText,
  };
  const { contentKind: kind, contentSource: source, html: itsHtml, text: itsText } = a;
  if (contentKind === null) return { ...named, contentKind: kind, contentSource: source, html: itsHtml, text: itsText };
  return { ...named, contentKind, contentSource: contentSource ?? '', html: html ?? '', text: text ?? '' };
}
