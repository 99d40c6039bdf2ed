// The verdict, first on the page: what is wrong, how sure we are, whose side it is, what to do and what will not help.
'use client';

import type { AddressPage, Verdict } from '@doorstep/contracts';
import { Text, Tooltip } from '@mantine/core';
import { ArrowRight, X } from 'lucide-react';
import { Fact } from '../parts/fact';
import { Moment } from '../parts/moment';
import { share } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import { certaintyWords, deliveryWords, sideWords, type Tone } from '../parts/words';
import { EvidenceMenu } from './evidence-menu';
import { VerdictActs } from './verdict-acts';
import classes from './verdict-card.module.css';
import { VerdictContrast } from './verdict-contrast';

const certaintyMeaning: Record<Verdict['certainty'], string> = {
  certain: 'Their server said so in words that leave no other reading.',
  likely: 'The signs point there; another cause is possible.',
  unclear: 'Not enough is known yet. Nobody is held back because of it.',
};

function toneOf({ failed, of, certainty, side }: Verdict): Tone {
  if (side === 'us_by_choice') return 'warn';
  if (failed === 0) return of === 0 ? 'calm' : 'good';
  return certainty === 'unclear' || side === 'nobody_yet' ? 'warn' : 'bad';
}

/** The last campaigns at a glance, oldest first: when it went well and since when it does not. */
function Trail({ page }: { page: AddressPage }) {
  const last = page.deliveries.slice(0, 16).reverse();
  if (last.length === 0) return null;
  return (
    <div className={classes.trail}>
      Last campaigns
      <ol>
        {last.map((delivery) => (
          <li key={delivery.id}>
            <Tooltip label={`${delivery.campaignName}: ${delivery.words}`}>
              <a href={`#e-${delivery.id}`} aria-label={`${delivery.campaignName}: ${delivery.words}`}>
                <ToneIcon tone={deliveryWords[delivery.state].tone} size={16} />
              </a>
            </Tooltip>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Facts({ verdict }: { verdict: Verdict }) {
  return (
    <dl className={classes.facts}>
      <Tooltip label={certaintyMeaning[verdict.certainty]}>
        <div>
          <dt>How sure</dt>
          <dd>{certaintyWords[verdict.certainty]}</dd>
        </div>
      </Tooltip>
      {(verdict.failed > 0 || verdict.side === 'us_by_choice') && (
        <Fact name="Whose side">{sideWords[verdict.side]}</Fact>
      )}
      {verdict.since && (
        <Fact name="Since">
          <Moment at={verdict.since} /> (<Moment at={verdict.since} asRelative />)
        </Fact>
      )}
      {verdict.of > 0 && (
        <Fact name="Did not arrive">
          {share(verdict.failed, verdict.of)} {verdict.of === 1 ? 'campaign' : 'campaigns'}
        </Fact>
      )}
    </dl>
  );
}

export function VerdictCard({ page }: { page: AddressPage }) {
  const { verdict } = page;
  const tone = toneOf(verdict);
  return (
    <section className={classes.card} aria-labelledby="verdict">
      <div className={`${classes.head} ${classes[tone]}`}>
        <span className={classes.mark}>
          <ToneIcon tone={tone} size={22} />
        </span>
        <h2 className={classes.headline} id="verdict">
          {verdict.headline}
        </h2>
        <Facts verdict={verdict} />
      </div>
      {verdict.why !== '' && <Text className={classes.why}>{verdict.why}</Text>}
      <div className={classes.columns}>
        {verdict.whatToDo.length > 0 && (
          <div>
            <h3>What to do</h3>
            <ul className={classes.list}>
              {verdict.whatToDo.map((words) => (
                <li key={words}>
                  <ArrowRight size={16} strokeWidth={1.75} color="var(--tone-working)" aria-hidden />
                  <span>{words}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {verdict.whatWillNotHelp.length > 0 && (
          <div>
            <h3>What will not help</h3>
            <ul className={`${classes.list} ${classes.helpless}`}>
              {verdict.whatWillNotHelp.map((words) => (
                <li key={words}>
                  <X size={16} strokeWidth={1.75} aria-hidden />
                  <span>{words}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <VerdictContrast page={page} />
      <div className={classes.foot}>
        <Trail page={page} />
        <div className={`${classes.acts} no-print`}>
          <VerdictActs page={page} />
          <EvidenceMenu page={page} />
        </div>
      </div>
    </section>
  );
}
