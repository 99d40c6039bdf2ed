// Replies no rule knows, brought together by what they say and ranked by the people they are about.
import { type Classifier, clusterKey, phraseOf } from '@doorstep/bounces';
import type { NewRule, UnknownReply } from '@doorstep/contracts';
import type { UnclassifiedRow } from '@doorstep/database';

const MAX_HOSTS = 5;

interface Cluster {
  readonly newest: UnclassifiedRow;
  readonly people: Set<string>;
  readonly hosts: Set<string>;
  replies: number;
  firstSeenAt: Date;
}

type Ranked = Omit<UnknownReply, 'firstSeenAt' | 'lastSeenAt'> & {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
};

/** @param rows newest first */
export function rankUnknown(
  rows: readonly UnclassifiedRow[],
  { classify }: Pick<Classifier, 'classify'>,
  limit: number,
): Ranked[] {
  const clusters = new Map<string, Cluster>();
  for (const row of rows) {
    const key = clusterKey(row.text);
    const cluster = clusters.get(key) ?? {
      ...{ newest: row, people: new Set<string>(), hosts: new Set<string>(), replies: 0, firstSeenAt: row.at },
    };
    clusters.set(key, cluster);
    cluster.replies++;
    cluster.firstSeenAt = row.at;
    if (row.addressId !== null) cluster.people.add(row.addressId);
    if (row.mxHost !== null && cluster.hosts.size < MAX_HOSTS) cluster.hosts.add(row.mxHost);
  }
  return [...clusters]
    .sort(
      ([, a], [, b]) =>
        b.people.size - a.people.size || b.replies - a.replies || b.newest.at.getTime() - a.newest.at.getTime(),
    )
    .slice(0, limit)
    .map(([key, { newest, people, hosts, replies, firstSeenAt }]) => {
      const { stage, replyCode, enhancedCode, text, mxHost, at } = newest;
      const { ruleId, category } = classify({ stage, code: replyCode, enhancedCode, text, mxHost });
      return {
        ...{ key, people: people.size, replies, newestText: text, replyCode, enhancedCode, stage },
        ...{ mxHosts: [...hosts], firstSeenAt, lastSeenAt: at },
        coveredBy: category === 'unclassified' ? null : ruleId,
        suggestion: suggested(key, newest),
      };
    });
}

/** Says what to look for; what it means is for a person to say, so it begins as "not clear why" and blames nobody. */
function suggested(key: string, { replyCode }: UnclassifiedRow): NewRule {
  const phrase = phraseOf(key).slice(0, 200).trim();
  return {
    name: (phrase === '' ? `Reply ${replyCode ?? 'without a code'}` : phrase.replaceAll(' * ', ' … ')).slice(0, 120),
    note: '',
    isEnabled: true,
    definition: {
      ...{ provider: null, stages: [], enhancedCodes: [], certainty: 'likely' },
      codes: replyCode !== null && replyCode >= 400 && replyCode < 600 ? [replyCode] : [],
      phrases: phrase === '' ? [] : [phrase],
      ...{ category: 'unclassified', scope: 'unknown', isPermanent: false },
    },
  };
}
