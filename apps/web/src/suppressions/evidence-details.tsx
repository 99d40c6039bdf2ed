// Everything a suppression rests on, folded away until somebody asks: the reply, the count, what was said before, ids.
import type { Suppression } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { addressHref } from '../parts/address-link';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { RawReply } from '../parts/raw-reply';
import { basisFacts, basisSentence, earlierReplies } from './evidence-basis';
import classes from './evidence-details.module.css';
import { evidenceReply } from './evidence-words';

/** @param isReplyShown the last reply stands beside it already */
export function EvidenceDetails({ suppression, isReplyShown }: { suppression: Suppression; isReplyShown?: boolean }) {
  const reply = isReplyShown ? null : evidenceReply(suppression);
  const sentence = basisSentence(suppression);
  const facts = basisFacts(suppression);
  const earlier = earlierReplies(suppression);
  if (reply === null && sentence === null && facts.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>Evidence</summary>
      {sentence && <Text size="sm">{sentence}</Text>}
      {reply && <RawReply text={reply} />}
      {earlier.length > 0 && (
        <ol className={classes.earlier} aria-label="What was said before">
          {earlier.map((one) => (
            <li key={`${one.at} ${one.reply}`}>
              {one.at && (
                <>
                  <Moment at={one.at} />:{' '}
                </>
              )}
              <span className="mono">{one.reply.slice(0, 300)}</span>
            </li>
          ))}
        </ol>
      )}
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(({ label, value, entry }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="mono">
                {entry === undefined || suppression.address === null ? (
                  value
                ) : (
                  <Anchor component={Link} href={`${addressHref(suppression.address)}#${entry}`} size="xs">
                    {value}
                  </Anchor>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}
