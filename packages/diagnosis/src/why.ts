// Puts the reasons of a verdict together: how many, what was answered; and how the others fared.
import { type Facts, readable } from './facts.js';
import { describeHandover } from './returned/describe-handover.js';
import type { RowParams, RowText } from './words/row-words.js';
import type { Words } from './words/words.js';

export function reasonsOf(facts: Facts, params: RowParams, text: RowText, words: Words): string {
  const parts = [
    text.why?.(params) ?? '',
    params.failed > 0 ? words.general.failedOf(params.failed, params.tried) : '',
    replyOf(facts, params, words),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The newest reply, verbatim; for an address held back without a delivery, the reply the hold rests on. */
function replyOf({ trouble, suppression }: Facts, params: RowParams, words: Words): string {
  if (trouble === null || trouble.text === '') {
    return suppression?.reply ? words.general.answered(params.host, readable(suppression.reply)) : '';
  }
  const { returned } = trouble;
  if (returned !== null) {
    const more = [
      ...(returned.handover ? [describeHandover(returned.handover, words)] : []),
      ...(returned.matchedBy ? [words.general.matchedBy(readable(returned.matchedBy))] : []),
    ];
    const cameBack = words.general.cameBack(trouble.text);
    return more.length === 0 ? cameBack : [`${cameBack}.`, ...more].join(' ');
  }
  if (trouble.code === null) return words.general.happened(trouble.text);
  const codes = [trouble.code, trouble.enhancedCode].filter((code) => code !== null);
  // Some servers' texts carry the codes already: do not say them twice.
  const missing = codes.filter((code) => !trouble.text.includes(String(code)));
  return words.general.answered(params.host, [...missing, trouble.text].join(' '));
}

/** The contrast: others at the same servers, at the same domain. */
export function othersOf({ comparison }: Facts, params: RowParams, words: Words): string {
  if (comparison === null || comparison.siteTried < 2) return '';
  const site = words.general.othersAtSite(comparison.siteAccepted, comparison.siteTried, params.provider);
  const isWholeSite = comparison.domainTried === comparison.siteTried;
  if (isWholeSite || comparison.domainTried === 0) return site;
  return `${site} ${words.general.othersAtDomain(comparison.domainAccepted, comparison.domainTried, params.domain)}`;
}
