// Who she is: subscriber or not, how often added and deleted, lists, mail servers.
import type { AddressPage } from '@doorstep/contracts';
import { Anchor, Text, Tooltip } from '@mantine/core';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { membershipWords } from '../parts/words';
import classes from './who.module.css';

const times = (number: number): string =>
  number === 0 ? 'never' : number === 1 ? 'once' : number === 2 ? 'twice' : `${number} times`;

function Lists({ memberships }: { memberships: AddressPage['memberships'] }) {
  if (memberships.length === 0) return 'On no list';
  return (
    <ul className={classes.lists}>
      {memberships.map((membership) => (
        <li key={membership.listId}>
          <Anchor component={Link} href={`/subscribers?listId=${membership.listId}`}>
            {membership.listName}
          </Anchor>
          <Tooltip
            disabled={membership.consentSource === null}
            label={`Consent: ${membership.consentSource ?? ''}${membership.consentAt === null ? '' : `, ${membership.consentAt.slice(0, 10)}`}`}
          >
            <span>
              <Status word={membershipWords[membership.status]} />
            </span>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

function MailServers({ page }: { page: AddressPage }) {
  if (page.mx === null) return 'Not looked up yet';
  if (page.mx.length === 0) return 'None: the domain takes no mail';
  return (
    <ul className={classes.lists}>
      {page.mx.map((mx) => (
        <li key={mx.host} className="mono">
          {mx.host}
        </li>
      ))}
    </ul>
  );
}

export function Who({ page }: { page: AddressPage }) {
  const { subscriber } = page;
  return (
    <Section title="Who">
      <dl className={classes.facts}>
        <div>
          <dt>Subscriber</dt>
          <dd>
            {subscriber === null ? (
              <Text size="sm">Not a subscriber now</Text>
            ) : (
              <>
                <Anchor component={Link} href={`/subscribers?search=${encodeURIComponent(page.address)}`}>
                  {subscriber.name || page.address}
                </Anchor>
                , since <Moment at={subscriber.createdAt} asRelative />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>History</dt>
          <dd>
            Added {times(page.timesAdded)}, deleted {times(page.timesDeleted)}
          </dd>
        </div>
        <div>
          <dt>Lists</dt>
          <dd>
            <Lists memberships={page.memberships} />
          </dd>
        </div>
        <div>
          <dt>Mail servers of {page.domainName}</dt>
          <dd>
            <MailServers page={page} />
          </dd>
        </div>
      </dl>
    </Section>
  );
}
