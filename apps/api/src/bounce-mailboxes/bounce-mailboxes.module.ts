// Bounce mailboxes over HTTP: set up, tested step by step, read at once after a change. Passwords go in, never out.
import { testMailbox } from '@doorstep/bounces';
import { BounceMailbox, Id, MailboxTest, NewBounceMailbox, PageQuery } from '@doorstep/contracts';
import { BounceMailboxStore, type Vault } from '@doorstep/database';
import type { Producer } from '@doorstep/queues';
import { Body, Controller, Delete, Get, Inject, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { pageById, readIdCursor } from '../http/cursor.js';
import { PRODUCER, VAULT } from '../http/dependencies.module.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { MailboxChange } from './mailbox-change.js';

const TEST_TIMEOUT_MS = 10_000;

@Controller('v1/bounce-mailboxes')
export class BounceMailboxController {
  constructor(
    private readonly mailboxes: BounceMailboxStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(PRODUCER) private readonly producer: Producer,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(BounceMailbox, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.mailboxes.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(BounceMailbox)
  async one(@Param('id', { schema: Id }) id: string) {
    const mailbox = await this.mailboxes.one(id);
    if (mailbox === null) throw notFound('bounce mailbox');
    return mailbox;
  }

  @Post()
  @Scopes('deliverability:write')
  @Returns(BounceMailbox, { status: 201 })
  async add(@Body({ schema: NewBounceMailbox }) { password, ...settings }: NewBounceMailbox) {
    mustFit(settings);
    const mailbox = await this.mailboxes.add(settings, this.vault.seal(password));
    await this.producer.add('inbox', { mailboxId: mailbox.id });
    return mailbox;
  }

  @Patch(':id')
  @Scopes('deliverability:write')
  @Returns(BounceMailbox)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: MailboxChange }) body: MailboxChange) {
    const { password, ...settings } = body;
    const before = await this.mailboxes.one(id);
    if (before === null) throw notFound('bounce mailbox');
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    mustFit({ ...before, ...given });
    const passwordSealed = password === undefined ? undefined : this.vault.seal(password);
    const mailbox = await this.mailboxes.change(id, { ...settings, passwordSealed });
    if (mailbox === null) throw notFound('bounce mailbox');
    await this.producer.add('inbox', { mailboxId: id });
    return mailbox;
  }

  @Delete(':id')
  @Scopes('deliverability:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string) {
    if (!(await this.mailboxes.remove(id))) throw notFound('bounce mailbox');
  }

  @Post(':id/test')
  @Scopes('deliverability:write')
  @Returns(MailboxTest)
  async test(@Param('id', { schema: Id }) id: string) {
    const [mailbox, sealed] = await Promise.all([this.mailboxes.one(id), this.mailboxes.sealedPassword(id)]);
    if (mailbox === null || sealed === null) throw notFound('bounce mailbox');
    const { protocol, host, port, tls, username, folder } = mailbox;
    const password = this.vault.open(sealed);
    return testMailbox({ protocol, host, port, tls, username, password, folder, timeoutMs: TEST_TIMEOUT_MS });
  }
}

function mustFit({
  protocol,
  afterReading,
  moveTo,
}: Pick<NewBounceMailbox, 'protocol' | 'afterReading' | 'moveTo'>): void {
  if (afterReading !== 'move') return;
  if (protocol === 'pop3') throw fieldProblem('afterReading', 'pop3_cannot_move', 'POP3 has no folders to move to.');
  if (!moveTo) throw fieldProblem('moveTo', 'no_folder', 'Name the folder read messages are moved to.');
}

@Module({ controllers: [BounceMailboxController] })
export class BounceMailboxesModule {}
