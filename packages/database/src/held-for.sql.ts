// Why a suppression keeps somebody out of a campaign, as the campaign writes it down.

/** Of a suppression under the alias `s`: its cause, but `chronic` where a group of chronic bounces was paused or stopped by hand. */
export const HELD_FOR = `CASE WHEN s.evidence ? 'chronicActionId' THEN 'chronic' ELSE s.cause END`;

/** Of such a reason in SQL: the term of the audience it belongs to. */
export const heldTerm = (reason: string): string =>
  `CASE WHEN ${reason} IN ('chronic', 'soft_bounces') THEN 'chronic' WHEN ${reason} = 'paused' THEN 'paused' ELSE 'suppressed' END`;
