// One bounce mailbox: where it is, how its reading goes, what went wrong, and its test step by step.
'use client';

import type { BounceMailbox } from '@doorstep/contracts';
import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { bounceMailboxes } from '../client/deliverability';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { MailboxFacts } from './mailbox-facts';
import classes from './mailbox-section.module.css';
import { mailboxWord } from './mailbox-words';
import { mailboxesKey } from './mailboxes-key';
import { TestSteps } from './test-steps';

interface MailboxSectionProps {
  mailbox: BounceMailbox;
  change: () => void;
  remove: () => void;
}

export function MailboxSection({ mailbox, change, remove }: MailboxSectionProps) {
  const mayDeliver = useMayDeliver();
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
        mayDeliver && (
          <>
            <Button
              variant="default"
              loading={test.isPending}
              onClick={() => test.mutate(undefined)}
              aria-label={`Test it: ${mailbox.name}`}
            >
              Test it
            </Button>
            <MailboxMenu mailbox={mailbox} change={change} remove={remove} />
          </>
        )
      }
    >
      <MailboxFacts mailbox={mailbox} />
      {mailbox.lastError !== null && (
        <div className={classes.trouble}>
          <Text size="sm">
            The last {mailbox.errorStreak > 1 ? `${mailbox.errorStreak} readings` : 'reading'} failed. It is tried again
            by itself, each time after a longer wait, at most an hour. “Test it” shows what to do.
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
        </div>
      )}
    </Section>
  );
}

function MailboxMenu({ mailbox, change, remove }: MailboxSectionProps) {
  const { id, name, isEnabled } = mailbox;
  const read = useAction({
    run: () => bounceMailboxes.read(id),
    changes: [mailboxesKey],
    done: `“${name}” is read now`,
  });
  const pause = useAction({
    run: () => bounceMailboxes.change(id, { isEnabled: !isEnabled }),
    changes: [mailboxesKey, ['overview']],
    done: isEnabled ? `“${name}” is paused: nothing is read from it until you resume it` : `“${name}” is read again`,
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={32} aria-label={`Actions for ${name}`} loading={read.isPending || pause.isPending}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isEnabled && <Menu.Item onClick={() => read.mutate(undefined)}>Read now</Menu.Item>}
        <Menu.Item onClick={() => pause.mutate(undefined)}>{isEnabled ? 'Pause' : 'Resume'}</Menu.Item>
        <Menu.Item onClick={change}>Change</Menu.Item>
        <Menu.Item onClick={remove}>Remove</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
