// Differences grouped by what a reply counted as and what it would: people, and the newest replies as they came.
import type { ReplayGroup } from '@doorstep/contracts';
import { ArrowRight } from 'lucide-react';
import { AddressLink } from '../parts/address-link';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { categoryWords, scopeWords } from '../parts/words';
import classes from './rules.module.css';

const side = ({ category, scope }: ReplayGroup['from']) => (
  <span>
    {categoryWords[category]} <span className={classes.dim}>({scopeWords[scope]})</span>
  </span>
);

export function ReplayGroups({ groups }: { groups: readonly ReplayGroup[] }) {
  return (
    <ul className={classes.groups} aria-label="Differences">
      {groups.map((group) => (
        <li key={`${group.from.category} ${group.from.scope} ${group.to.category} ${group.to.scope} ${group.toRuleId}`}>
          <div className={classes.change}>
            {side(group.from)}
            <ArrowRight size={14} aria-label="becomes" />
            <strong>{side(group.to)}</strong>
            <span className={classes.count}>
              {counted(group.people, 'person', 'people')}, {counted(group.replies, 'reply', 'replies')}
            </span>
          </div>
          <div className={classes.dim}>
            by <span className="mono">{group.toRuleId}</span>
          </div>
          {group.samples.map((sample) => (
            <figure key={`${sample.address} ${sample.at}`} className={classes.sample}>
              <pre className={classes.reply}>{sample.text}</pre>
              <figcaption className={classes.dim}>
                {sample.address && <AddressLink address={sample.address} />}
                {sample.mxHost && <> · said by {sample.mxHost}</>} · <Moment at={sample.at} asRelative />
              </figcaption>
            </figure>
          ))}
        </li>
      ))}
    </ul>
  );
}
