// A campaign as each of its variants goes out, for everything that is checked, shown or sent before it begins.

import { variantLetter } from '@doorstep/contracts';
import { type CampaignMaterial, type CampaignRow, type StoredVariant, withVariants } from '@doorstep/database';

export interface VariantOfCampaign {
  readonly number: number;
  /** The campaign with what the variant says instead. */
  readonly campaign: CampaignRow;
}

/** A first. */
export function variantsOf(campaign: CampaignRow, variants: readonly StoredVariant[]): VariantOfCampaign[] {
  return withVariants(campaign, variants).map(({ number, ...varied }) => ({
    number,
    campaign: { ...campaign, ...varied, contentKind: varied.contentKind as CampaignRow['contentKind'] },
  }));
}

/** What the messages of each variant are made of; A first. */
export const materialsOf = (material: CampaignMaterial): { number: number; material: CampaignMaterial }[] => [
  { number: 0, material },
  ...material.variants.map(({ number, ...varied }) => ({ number, material: { ...material, ...varied } })),
];

/** "Variant B: …"; A is the campaign, and is not named while it is the only one. */
export const ofVariant = (number: number, words: string): string =>
  number === 0 ? words : `Variant ${variantLetter(number)}: ${words}`;
