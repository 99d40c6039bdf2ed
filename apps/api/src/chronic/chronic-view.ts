// A group of people in the same trouble, in words: cause, place, what to do and what will not help.
import type { ChronicGroupRow } from '@doorstep/database';
import {
  describeCategory,
  forwardAdvice,
  groupAdvice,
  providerLabel,
  providerOf,
  readable,
  suggestDomain,
} from '@doorstep/diagnosis';

/** Dates stay dates: the answer is brought to its contract on the way out. */
export function groupView(row: ChronicGroupRow) {
  const { provider, mxHost, domainName, forwardedTo, ...group } = row;
  const place = providerOf(mxHost) ?? (provider === null ? null : providerLabel(provider)) ?? mxHost ?? domainName;
  const { todo, willNotHelp } =
    forwardedTo === null ? groupAdvice(row.category) : forwardAdvice(row.latestAddress, readable(forwardedTo));
  const meantDomain = isDeadDomain(row) ? suggestDomain(domainName) : null;
  return { ...group, meantDomain, place, cause: describeCategory(row.category), advice: [...todo(place)], willNotHelp };
}

/** A domain that takes mail is nobody's slip, however near it is to another. */
const isDeadDomain = ({ category }: ChronicGroupRow) =>
  category === 'domain_dead' || category === 'domain_refuses_mail' || category === 'unreachable';
