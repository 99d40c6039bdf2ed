// Is it her, them, or us? How others fared with the same campaign, nearest to her first.

import type { AddressPage, Verdict } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { Link } from '../parts/link';
import { counted, share } from '../parts/numbers';
import classes from './verdict-contrast.module.css';

function Row({ who, took, of }: { who: string; took: number; of: number }) {
  return (
    <>
      <dt>{who}</dt>
      <dd>
        <span className={classes.bar} aria-hidden>
          <span className={classes.took} style={{ width: `${(took / of) * 100}%` }} />
        </span>
        <span className="numbers">{share(took, of)} took it</span>
      </dd>
    </>
  );
}

/** Of full or missing mailboxes elsewhere nobody learns anything about hers. */
const isAboutUs = ({ side, cause }: Verdict) => side.startsWith('our_') || cause === 'filter_refuses_us';

export function VerdictContrast({ page }: { page: AddressPage }) {
  const { contrast, verdict, domainName } = page;
  if (contrast === null) return null;
  const { campaignId, siteTried, siteAccepted, domainTried, domainAccepted, domainsRefusingAlike } = contrast;
  const isWholeSite = domainTried === siteTried;
  return (
    <div className={classes.contrast}>
      <h3>Is it her, them, or us?</h3>
      <p className="visually-hidden">{verdict.others}</p>
      <dl>
        {domainTried > 0 && <Row who={`Others at ${domainName}`} took={domainAccepted} of={domainTried} />}
        {!isWholeSite && <Row who="Others at the same mail servers" took={siteAccepted} of={siteTried} />}
      </dl>
      <Text size="sm" c="dimmed">
        {domainsRefusingAlike > 0 &&
          isAboutUs(verdict) &&
          `${counted(domainsRefusingAlike, 'other domain', 'other domains')} refused this campaign for the same kind of reason. `}
        <Anchor component={Link} href={`/deliverability?range=90d&campaign=${campaignId}`} inherit underline="always">
          This campaign at all providers
        </Anchor>
      </Text>
    </div>
  );
}
