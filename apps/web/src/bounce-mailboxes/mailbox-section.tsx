// One bounce mailbox: where it is, when it was read, what went wrong, and its test step by step.
'use client';

import type { BounceMailbox } from '@doorstep/contracts';
import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { bounceMailboxes } from '../client/deliverability';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import classes from './mailbox-section.module.css';
import { afterReadingWords, mailboxWord, protocolWords, tlsWords } from './mailbox-words';
import { mailboxesKey } from './mailboxes-key';
import { TestSteps } from './test-steps';

interface MailboxSectionProps {
  mailbox: BounceMailbox;
  change: () => void;
  remove: () => void;
}

export function MailboxSection({ mailbox, change, remove }: MailboxSectionProps) {
  const test = useAction({
    run: () => bounceMailboxes.test(mailbox.id),
    changes: [mailboxesKey],
    isFaultShownInPlace: true,
  });
  return (
    <Section
      title={
        <span className={classes.title}>
          {mailbox.name}
          <span className={classes.state}>
            <Status word={mailboxWord(mailbox)} />
          </span>
        </span>
      }
      aside={
        <>
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate(undefined)}
            aria-label={`Test it: ${mailbox.name}`}
          >
            Test it
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={32} aria-label={`Actions for ${mailbox.name}`}>
                <Ellipsis size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={change}>Change</Menu.Item>
              <Menu.Item onClick={remove}>Remove</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <dl className={classes.facts}>
        <div>
          <dt>Server</dt>
          <dd>
            <span className="mono">
              {mailbox.host}:{mailbox.port}
            </span>{' '}
            {protocolWords[mailbox.protocol]}, {tlsWords[mailbox.tls].toLowerCase().replace('starttls', 'STARTTLS')}
          </dd>
        </div>
        <div>
          <dt>Sign-in</dt>
          <dd className="mono">{mailbox.username}</dd>
        </div>
        <div>
          <dt>Folder</dt>
          <dd>
            <span className="mono">{mailbox.protocol === 'imap' ? mailbox.folder : 'INBOX'}</span>, after reading:{' '}
            {afterReadingWords[mailbox.afterReading].toLowerCase()}
            {mailbox.afterReading === 'move' && mailbox.moveTo && (
              <>
                {' '}
                (<span className="mono">{mailbox.moveTo}</span>)
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Last read</dt>
          <dd>
            <Moment at={mailbox.lastReadAt} none="never" asRelative />
            {mailbox.nextReadAt && new Date(mailbox.nextReadAt) > new Date() && (
              <>
                , next <Moment at={mailbox.nextReadAt} asRelative />
              </>
            )}
          </dd>
        </div>
      </dl>
      {mailbox.lastError !== null && (
        <div className={classes.trouble}>
          <Text size="sm">
            The last {mailbox.errorStreak > 1 ? `${mailbox.errorStreak} readings` : 'reading'} failed:
          </Text>
          <RawReply text={mailbox.lastError} what="error" />
        </div>
      )}
      {test.error && (
        <div className={classes.trouble}>
          <ProblemBox error={test.error} />
        </div>
      )}
      {test.data && (
        <div className={classes.trouble} aria-live="polite">
          <TestSteps test={test.data} />
          {test.data.messageCount !== null && (
            <Text size="sm">{counted(test.data.messageCount, 'message lies', 'messages lie')} in the folder.</Text>
          )}
        </div>
      )}
    </Section>
  );
}
