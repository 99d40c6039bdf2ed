// A campaign's audience as one bar: its segments add up to everyone; the legend's numbers open exactly their people.

import type { DeliveryGroup, Tally } from '@doorstep/contracts';
import { Tooltip } from '@mantine/core';
import { Link } from '../parts/link';
import { count, share } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import { groupWords, reasonWords } from '../parts/words';
import { segments } from './tally';
import classes from './tally-bar.module.css';

export const peopleHref = (campaignId: string, filter: Readonly<Record<string, string>>): string =>
  `/campaigns/${campaignId}?${new URLSearchParams({ tab: 'people', ...filter })}`;

export function TallyBar({ tally }: { tally: Tally }) {
  const parts = segments(tally);
  const words = parts.map((part) => `${groupWords[part.group].label}: ${count(part.count)}`).join(', ');
  return (
    <div className={classes.bar} role="img" aria-label={words === '' ? 'Nothing yet' : words}>
      {parts.map((part) => (
        <Tooltip key={part.group} label={`${groupWords[part.group].label}: ${share(part.count, tally.audience)}`}>
          <div
            className={`${classes.segment} ${classes[groupWords[part.group].tone]} ${part.group === 'accepted_retry' ? classes.later : ''}`}
            style={{ flexGrow: part.count, flexBasis: 0 }}
          />
        </Tooltip>
      ))}
    </div>
  );
}

interface LegendProps {
  campaignId: string;
  tally: Tally;
  chosen?: DeliveryGroup | null;
}

export function TallyLegend({ campaignId, tally, chosen }: LegendProps) {
  return (
    <ul className={classes.legend}>
      {segments(tally).map(({ group, count: people }) => (
        <li className={classes.item} key={group}>
          <Link href={peopleHref(campaignId, { group })} aria-current={chosen === group} scroll={false}>
            <ToneIcon tone={groupWords[group].tone} />
            <span>{groupWords[group].label}</span>
            <span className={classes.number}>{count(people)}</span>
          </Link>
          <Reasons campaignId={campaignId} tally={tally} group={group} />
        </li>
      ))}
    </ul>
  );
}

function Reasons({ campaignId, tally, group }: { campaignId: string; tally: Tally; group: DeliveryGroup }) {
  if (group !== 'suppressed' && group !== 'excluded') return null;
  const reasons = Object.entries(tally.reasons).filter(([key, people]) => key.startsWith(`${group}:`) && people > 0);
  return (
    <ul className={classes.reasons}>
      {reasons.map(([key, people]) => {
        const reason = key.slice(key.indexOf(':') + 1);
        return (
          <li key={key}>
            <Link href={peopleHref(campaignId, { group, reason })} scroll={false}>
              <span>{reasonWords(key)}</span>
              <span className="numbers">{count(people)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
