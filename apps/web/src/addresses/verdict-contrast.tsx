// Is it her, them, or us? How others fared with the same campaign, nearest to her first.

import type { AddressPage, Verdict } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { peopleHref } from '../campaigns/tally-bar';
import { Link } from '../parts/link';
import { count, counted, percent } from '../parts/numbers';
import classes from './verdict-contrast.module.css';

interface RowProps {
  who: string;
  took: number;
  of: number;
  /** The people of the campaign who are counted, narrowed down further. */
  hrefOf: (group: Readonly<Record<string, string>>) => string;
}

/** Each number opens exactly the people it counts, with what their servers said last. */
function Row({ who, took, of, hrefOf }: RowProps) {
  const link = (value: number, group: Readonly<Record<string, string>>, meaning: string) =>
    value === 0 ? (
      '0'
    ) : (
      <Anchor
        component={Link}
        href={hrefOf(group)}
        inherit
        underline="always"
        aria-label={`${count(value)}: ${who}, ${meaning}`}
      >
        {count(value)}
      </Anchor>
    );
  const inPercent = percent(took, of);
  return (
    <>
      <dt>{who}</dt>
      <dd>
        <span className={classes.bar} aria-hidden>
          <span className={classes.took} style={{ width: `${(took / of) * 100}%` }} />
        </span>
        <span className="numbers">
          {link(took, { group: 'got_it' }, 'their server took it')} of {link(of, {}, 'everybody who was tried')} took it
          {inPercent !== null && ` (${inPercent})`}
        </span>
      </dd>
    </>
  );
}

/** Of full or missing mailboxes elsewhere nobody learns anything about hers. */
const isAboutUs = ({ side, cause }: Verdict) => side.startsWith('our_') || cause === 'filter_refuses_us';

export function VerdictContrast({ page }: { page: AddressPage }) {
  const { contrast, verdict, domainName } = page;
  if (contrast === null) return null;
  const { deliveryId, campaignId, siteTried, siteAccepted, domainTried, domainAccepted, domainsRefusingAlike } =
    contrast;
  const isWholeSite = domainTried === siteTried;
  const among = (where: string) => (group: Readonly<Record<string, string>>) =>
    peopleHref(campaignId, { beside: deliveryId, among: where, ...group });
  return (
    <div className={classes.contrast}>
      <h3>Is it her, them, or us?</h3>
      <p className="visually-hidden">{verdict.others}</p>
      <dl>
        {domainTried > 0 && (
          <Row who={`Others at ${domainName}`} took={domainAccepted} of={domainTried} hrefOf={among('domain')} />
        )}
        {!isWholeSite && (
          <Row who="Others at the same mail servers" took={siteAccepted} of={siteTried} hrefOf={among('site')} />
        )}
      </dl>
      <Text size="sm" c="dimmed">
        {domainsRefusingAlike > 0 && isAboutUs(verdict) && (
          <>
            <Anchor component={Link} href={among('alike')({})} inherit underline="always">
              {counted(domainsRefusingAlike, 'other domain', 'other domains')}
            </Anchor>{' '}
            refused this campaign for the same kind of reason.{' '}
          </>
        )}
        <Anchor component={Link} href={`/deliverability?range=90d&campaign=${campaignId}`} inherit underline="always">
          This campaign at all providers
        </Anchor>
      </Text>
    </div>
  );
}
