// Where in the audit log a change in the history of an address stands: by whom, and on which object.
import { isAudited } from '@doorstep/contracts';

interface ChangeOfAddress {
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What was asked for in the audit, the widest first: a suppression may be made by an action on many. */
const objects: readonly (readonly [key: string, kind: string])[] = [
  ['importId', 'imports'],
  ['bulkChangeId', 'bulk-changes'],
  ['actionId', 'chronic'],
  ['releaseId', 'suppression-releases'],
  ['floodId', 'site-floods'],
  ['replayId', 'rule-replays'],
  ['suppressionId', 'suppressions'],
  ['subscriberId', 'subscribers'],
];

export function auditOfEvent({ actor, detail }: ChangeOfAddress) {
  if (!isAudited(actor)) return null;
  const [key, kind] = objects.find(([name]) => typeof detail[name] === 'string') ?? [];
  const about = key === undefined ? null : `${kind}:${String(detail[key])}`;
  // An import is its own actor in the history ("import people.csv"); who began it stands in the audit.
  return { who: key === 'importId' ? null : actor, about };
}
