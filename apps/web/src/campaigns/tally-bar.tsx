// A campaign's audience as one bar: its segments add up to everyone; the legend's numbers open exactly their people.

import type { DeliveryState, Tally } from '@doorstep/contracts';
import { Tooltip } from '@mantine/core';
import { Link } from '../parts/link';
import { count, share } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import { deliveryWords, reasonWords } from '../parts/words';
import { segments } from './tally';
import classes from './tally-bar.module.css';

export const peopleHref = (campaignId: string, state: DeliveryState): string =>
  `/campaigns/${campaignId}?tab=people&state=${state}`;

export function TallyBar({ tally }: { tally: Tally }) {
  const parts = segments(tally);
  const words = parts.map((part) => `${deliveryWords[part.state].label}: ${count(part.count)}`).join(', ');
  return (
    <div className={classes.bar} role="img" aria-label={words === '' ? 'Nothing yet' : words}>
      {parts.map((part) => (
        <Tooltip key={part.state} label={`${deliveryWords[part.state].label}: ${share(part.count, tally.audience)}`}>
          <div
            className={`${classes.segment} ${classes[deliveryWords[part.state].tone]}`}
            style={{ flexGrow: part.count, flexBasis: 0 }}
          />
        </Tooltip>
      ))}
    </div>
  );
}

export function TallyLegend({
  campaignId,
  tally,
  chosen,
}: {
  campaignId: string;
  tally: Tally;
  chosen?: DeliveryState | null;
}) {
  return (
    <ul className={classes.legend}>
      {segments(tally).map((part) => {
        const reasons = Object.entries(tally.reasons).filter(([key]) => key.startsWith(`${part.state}:`));
        return (
          <li className={classes.item} key={part.state}>
            <Link href={peopleHref(campaignId, part.state)} aria-current={chosen === part.state} scroll={false}>
              <ToneIcon tone={deliveryWords[part.state].tone} />
              <span>{deliveryWords[part.state].label}</span>
              <span className={classes.number}>{count(part.count)}</span>
            </Link>
            {reasons.length > 0 && (
              <ul className={classes.reasons}>
                {reasons.map(([reason, number]) => (
                  <li key={reason}>
                    <span>{reasonWords(reason)}</span>
                    <span className="numbers">{count(number)}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
