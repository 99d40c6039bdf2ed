// The variants of a draft as they are typed: empty fields are those of A.
import type { CampaignVariants, NewAbTest, NewVariant } from '@doorstep/contracts';

export interface VariantFields {
  /** Its own while the page stands: variants have no other name but their place. */
  readonly key: number;
  readonly subject: string;
  readonly fromName: string;
  readonly previewText: string;
  readonly content: NewVariant['content'];
}

export type TermFields = Omit<NewAbTest, 'variants'>;

export interface TestFields extends TermFields {
  readonly variants: readonly VariantFields[];
}

let lastKey = 0;

export function emptyVariant(): VariantFields {
  lastKey += 1;
  return { key: lastKey, subject: '', fromName: '', previewText: '', content: null };
}

/** What a test begins with: B, tried on a fifth. */
export const begun = (isCountedPerPerson: boolean): TestFields => ({
  variants: [emptyVariant()],
  samplePercent: 20,
  winnerBy: isCountedPerPerson ? 'clicks' : 'hand',
  decideAfterHours: 4,
  deadlineHours: 24,
  ifUnclear: isCountedPerPerson ? 'leader' : 'wait',
});

/** null: there is no test. */
export function fieldsFrom({ variants, terms }: CampaignVariants): TestFields | null {
  if (terms === null) return null;
  return {
    ...terms,
    variants: variants.map(({ subject, fromName, previewText, content }) => ({
      ...emptyVariant(),
      subject: subject ?? '',
      fromName: fromName ?? '',
      previewText: previewText ?? '',
      content,
    })),
  };
}

const orNull = (typed: string) => (typed.trim() === '' ? null : typed.trim());

export function testFrom({ variants, ...terms }: TestFields): NewAbTest {
  return {
    ...terms,
    deadlineHours: Math.max(terms.deadlineHours, terms.decideAfterHours),
    variants: variants.map(({ subject, fromName, previewText, content }) => ({
      subject: orNull(subject),
      fromName: orNull(fromName),
      previewText: orNull(previewText),
      content,
    })),
  };
}

/** A variant in which nothing differs from A tries nothing. */
export const isAsA = ({ subject, fromName, previewText, content }: VariantFields): boolean =>
  content === null && [subject, fromName, previewText].every((typed) => typed.trim() === '');
