// The family of a campaign: the first one and all that send it again. What is got over one of them is got for all.

/** States in which she has it. */
export const GOT_IT = `'accepted','complained'`;
/** States in which she may have it. */
export const IN_DOUBT = `'in_doubt'`;
/** States in which she may still get it. */
export const ON_THE_WAY = `'planned','due','sending','deferred','held'`;

const OTHERS = `ARRAY(SELECT k.id FROM campaign f JOIN campaign k ON k.id = coalesce(f.resend_of, f.id) OR k.resend_of = coalesce(f.resend_of, f.id)
  WHERE f.id = $1::uuid AND k.id <> f.id)`;

/** Whether an address (a column) is in one of `states` in another campaign of the family of campaign $1. */
export const inFamily = (address: string, states: string) => `EXISTS (
  SELECT FROM delivery o WHERE o.address_id = ${address} AND o.campaign_id = ANY(${OTHERS}) AND o.state IN (${states}))`;

/** Locks the first campaign of the family of $1, so that two of it are not planned for one person at once. */
export const LOCK_FAMILY = `SELECT FROM campaign WHERE id = (SELECT resend_of FROM campaign WHERE id = $1) FOR NO KEY UPDATE`;
