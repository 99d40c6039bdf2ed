// A message that came back after their server had taken ours.
import type { ReturnView } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { CornerUpLeft } from 'lucide-react';
import { AuditLink } from '../parts/actor';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { RawReply } from '../parts/raw-reply';
import { categoryWords } from '../parts/words';
import classes from './timeline.module.css';

export function ReturnEntry({ returned, isProof }: { returned: ReturnView; isProof: boolean }) {
  return (
    <li className={classes.happening} id={`e-${returned.id}`}>
      <span className={classes.mark}>
        <CornerUpLeft size={16} strokeWidth={1.75} color="var(--tone-bad)" aria-hidden />
      </span>
      <div>
        <div className={classes.line}>
          <span>{returned.words}</span>
          {isProof && <span className={classes.proof}>The verdict rests on this</span>}
        </div>
        <div className={classes.meta}>
          <span>
            Came back <Moment at={returned.receivedAt} />
          </span>
          {returned.category && (
            <span>
              Kind <b>{categoryWords[returned.category]}</b>
            </span>
          )}
          {returned.finalRecipient && (
            <span>
              For <b className="mono">{returned.finalRecipient}</b>
            </span>
          )}
          {returned.matchedBy && (
            <span>
              Matched by hand by{' '}
              <b>
                <AuditLink {...{ at: null, who: null, about: `inbound:${returned.id}` }}>
                  {returned.matchedBy}
                </AuditLink>
              </b>
            </span>
          )}
          {returned.reportingMta && (
            <span>
              Reported by <b className="mono">{returned.reportingMta}</b>
            </span>
          )}
          <Anchor component={Link} href={`/returned-mail?message=${returned.id}`} inherit>
            The message
          </Anchor>
        </div>
        {returned.handover && <p className={classes.words}>{returned.handover.words}</p>}
        {returned.note && <p className={classes.words}>{returned.note}</p>}
        {returned.diagnostic && <RawReply text={returned.diagnostic} what="diagnostic" />}
      </div>
    </li>
  );
}
