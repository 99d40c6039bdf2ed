// What is set and how it goes, of one bounce mailbox: server, sign-in, folder, readings, what waits in it.

import type { BounceMailbox } from '@doorstep/contracts';
import { Fact } from '../parts/fact';
import { Moment } from '../parts/moment';
import { count, counted } from '../parts/numbers';
import classes from './mailbox-section.module.css';
import { afterReadingWords, newsWords, protocolWords, tlsWords } from './mailbox-words';

const SOON_MS = 10_000;

export function MailboxFacts({ mailbox }: { mailbox: BounceMailbox }) {
  const { host, port, protocol, tls, username, auth, afterReading, moveTo, isEnabled } = mailbox;
  return (
    <dl className={classes.facts}>
      <Fact name="Server">
        <span className="mono">
          {host}:{port}
        </span>{' '}
        {protocolWords[protocol]}, {tlsWords[tls].toLowerCase().replace('starttls', 'STARTTLS')}
      </Fact>
      <Fact name="Sign-in">
        <span className="mono">{username}</span>
        {auth === 'oauth2' && ', by token (OAuth 2.0)'}
      </Fact>
      <Fact name="Folder">
        <span className="mono">{protocol === 'imap' ? mailbox.folder : 'INBOX'}</span>, after reading:{' '}
        {afterReadingWords[afterReading].toLowerCase()}
        {afterReading === 'move' && moveTo && (
          <>
            {' '}
            (<span className="mono">{moveTo}</span>)
          </>
        )}
      </Fact>
      <Fact name="Last read">
        <Moment at={mailbox.lastReadAt} none="never" asRelative />
        <Next mailbox={mailbox} />
      </Fact>
      <Fact name="New mail">{isEnabled ? newsWords(mailbox) : 'not read while it is paused'}</Fact>
      <Fact name="Backlog">{backlogWords(mailbox)}</Fact>
    </dl>
  );
}

function Next({ mailbox: { isEnabled, isReading, nextReadAt } }: { mailbox: BounceMailbox }) {
  if (!isEnabled) return null;
  if (isReading) return ', being read now';
  if (nextReadAt === null || new Date(nextReadAt).getTime() < Date.now() + SOON_MS) return ', next in a moment';
  return (
    <>
      , next <Moment at={nextReadAt} asRelative />
    </>
  );
}

function backlogWords({ backlog, messageCount }: BounceMailbox): string {
  if (backlog === null || messageCount === null) return 'not counted yet';
  if (messageCount === 0) return 'none, the folder is empty';
  if (backlog === 0)
    return `none, ${counted(messageCount, 'message lies there and was read', 'messages lie there and were read')}`;
  return `${counted(backlog, 'message is', 'messages are')} not read yet, of ${count(messageCount)}`;
}
