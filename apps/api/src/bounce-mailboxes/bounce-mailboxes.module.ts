// Bounce mailboxes over HTTP: set up, tested step by step, and the full loop through one of them.
import { Module } from '@nestjs/common';
import { BounceMailboxController } from './bounce-mailboxes.controller.js';
import { LoopTestController } from './loop-tests.controller.js';
import { MailboxTestController } from './mailbox-tests.controller.js';

@Module({ controllers: [MailboxTestController, BounceMailboxController, LoopTestController] })
export class BounceMailboxesModule {}
