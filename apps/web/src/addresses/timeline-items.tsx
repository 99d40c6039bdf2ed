// The two kinds of items in the story: a campaign with its tries and returns, and a change made by someone.
import type { AddressDelivery, AddressEventView } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import {
  Ban,
  CircleMinus,
  CirclePlus,
  Hand,
  type LucideIcon,
  MailCheck,
  Pencil,
  Undo2,
  Upload,
  UserMinus,
  UserPlus,
} from 'lucide-react';
import { AuditLink, withName } from '../parts/actor';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { Status, ToneIcon } from '../parts/status';
import { deliveryWords } from '../parts/words';
import { openStates } from '../waiting/open-states';
import { WaitingReason } from '../waiting/waiting-reason';
import { AttemptEntry } from './attempt-entry';
import { ReturnEntry } from './return-entry';
import type { Happening } from './timeline';
import classes from './timeline.module.css';

const icons: Record<string, LucideIcon> = {
  subscriber_added: UserPlus,
  subscriber_deleted: UserMinus,
  list_joined: CirclePlus,
  list_left: CircleMinus,
  unsubscribed: CircleMinus,
  confirmed: MailCheck,
  suppressed: Ban,
  suppression_lifted: Undo2,
  failure_held: Hand,
  hold_released: Undo2,
  hold_applied: Ban,
  imported: Upload,
  import_skipped: Upload,
};

/** Whoever did it leads to the line of the audit log. */
function EventWords({ event: { words, actor, at, audit } }: { event: AddressEventView }) {
  if (audit === null) return words;
  const told = withName(words, actor, <AuditLink {...{ ...audit, at }}>{actor}</AuditLink>);
  if (told !== null) return told;
  return (
    <>
      {words} <AuditLink {...{ ...audit, at }}>By whom</AuditLink>
    </>
  );
}

export function EventItem({ event, isProof }: { event: AddressEventView; isProof: boolean }) {
  const Icon = icons[event.kind] ?? Pencil;
  return (
    <li className={classes.item} id={`e-${event.id}`}>
      <span className={classes.mark}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </span>
      <div className={classes.line}>
        <span>
          <EventWords event={event} />
        </span>
        {isProof && <span className={classes.proof}>The verdict rests on this</span>}
        <span className={classes.at}>
          <Moment at={event.at} />
        </span>
      </div>
    </li>
  );
}

/** Nothing of these reached their server, unless the story says otherwise. */
const neverTried = new Set<AddressDelivery['state']>(['suppressed', 'excluded', 'cancelled', 'held']);

interface DeliveryItemProps {
  delivery: AddressDelivery;
  story: readonly Happening[];
  at: Date;
  proofs: ReadonlySet<string>;
}

export function DeliveryItem({ delivery, story, at, proofs }: DeliveryItemProps) {
  const word = deliveryWords[delivery.state];
  return (
    <li className={classes.item} id={`e-${delivery.id}`}>
      <span className={classes.mark}>
        <ToneIcon tone={word.tone} size={18} />
      </span>
      <div>
        <div className={classes.line}>
          <Anchor component={Link} href={`/campaigns/${delivery.campaignId}`} fw={600}>
            {delivery.campaignName}
          </Anchor>
          <Status word={word} />
          {proofs.has(delivery.id) && <span className={classes.proof}>The verdict rests on this</span>}
          <span className={classes.at}>
            <Moment at={at.toISOString()} />
          </span>
        </div>
        {delivery.state !== 'accepted' && <p className={classes.words}>{delivery.words}</p>}
        {openStates.has(delivery.state) && <WaitingReason deliveryId={delivery.id} whose={delivery.campaignName} />}
        {neverTried.has(delivery.state) && story.length === 0 && (
          <Text size="sm" c="dimmed">
            Nothing was sent to their server for this campaign.
          </Text>
        )}
        {story.length > 0 && (
          <ol className={classes.story}>
            {story.map((happening) =>
              happening.kind === 'attempt' ? (
                <AttemptEntry
                  key={happening.attempt.id}
                  attempt={happening.attempt}
                  number={happening.number}
                  isProof={proofs.has(happening.attempt.id)}
                />
              ) : (
                <ReturnEntry
                  key={happening.returned.id}
                  returned={happening.returned}
                  isProof={proofs.has(happening.returned.id)}
                />
              ),
            )}
          </ol>
        )}
      </div>
    </li>
  );
}
