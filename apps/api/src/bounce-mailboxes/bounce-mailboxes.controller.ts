// Bounce mailboxes over HTTP: set up, changed, paused, read now. Passwords and tokens go in, never out.
import { BounceMailbox, Id, NewBounceMailbox, PageQuery } from '@doorstep/contracts';
import { BounceMailboxStore, type Vault } from '@doorstep/database';
import type { Producer } from '@doorstep/queues';
import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { pageById, readIdCursor } from '../http/cursor.js';
import { PRODUCER, VAULT } from '../http/dependencies.module.js';
import { fieldProblem, notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { MailboxChange } from './mailbox-change.js';
import { sealSecrets, secretsOf } from './mailbox-secrets.js';
import { viewOf } from './mailbox-view.js';

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
    const rows = await this.mailboxes.page({ limit: limit + 1, after: readIdCursor(cursor) });
    return pageById(
      rows.map((row) => viewOf(row, this.vault)),
      limit,
    );
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(BounceMailbox)
  async one(@Param('id', { schema: Id }) id: string) {
    const mailbox = await this.mailboxes.one(id);
    if (mailbox === null) throw notFound('bounce mailbox');
    return viewOf(mailbox, this.vault);
  }

  @Post()
  @Scopes('deliverability:write')
  @Returns(BounceMailbox, { status: 201 })
  async add(@Body({ schema: NewBounceMailbox }) { password, oauth, ...settings }: NewBounceMailbox) {
    mustFit(settings);
    const sealed = sealSecrets(secretsOf({ auth: settings.auth, password, oauth }, null, this.vault), this.vault);
    const mailbox = await this.mailboxes.add({ ...settings, oauth: sealed.oauth }, sealed);
    await this.producer.add('inbox', { mailboxId: mailbox.id });
    return viewOf(mailbox, this.vault);
  }

  @Patch(':id')
  @Scopes('deliverability:write')
  @Returns(BounceMailbox)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: MailboxChange }) body: MailboxChange) {
    const { password, oauth, ...settings } = body;
    const [before, stored] = await Promise.all([this.mailboxes.one(id), this.mailboxes.sealed(id)]);
    if (before === null || stored === null) throw notFound('bounce mailbox');
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    mustFit({ ...before, ...given });
    const { host = before.host, username = before.username } = settings;
    const isElsewhere = host !== before.host || username !== before.username;
    const isSignInChanged = isElsewhere || settings.auth !== undefined || password !== undefined || oauth !== undefined;
    const auth = { auth: settings.auth ?? before.auth, password, oauth: oauth ?? before.oauth };
    const kept = isElsewhere ? null : stored;
    const sealed = isSignInChanged ? sealSecrets(secretsOf(auth, kept, this.vault), this.vault) : null;
    const mailbox = await this.mailboxes.change(id, {
      ...settings,
      ...(sealed && { ...sealed, oauthSealed: sealed.oauthSealed ?? undefined }),
    });
    if (mailbox === null) throw notFound('bounce mailbox');
    await this.producer.add('inbox', { mailboxId: id });
    return viewOf(mailbox, this.vault);
  }

  @Delete(':id')
  @Scopes('deliverability:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string) {
    if (!(await this.mailboxes.remove(id))) throw notFound('bounce mailbox');
  }

  @Post(':id/read')
  @Scopes('deliverability:write')
  @Returns(BounceMailbox)
  async read(@Param('id', { schema: Id }) id: string) {
    if (!(await this.mailboxes.readSoon(id))) {
      if ((await this.mailboxes.one(id)) === null) throw notFound('bounce mailbox');
      throw problem('mailbox_paused', 409, 'Reading of this mailbox is paused. Resume it first.');
    }
    await this.producer.add('inbox', { mailboxId: id });
    return this.one(id);
  }
}

function mustFit({
  protocol,
  afterReading,
  moveTo,
}: Pick<NewBounceMailbox, 'protocol' | 'afterReading' | 'moveTo'>): void {
  if (afterReading === 'mark' && protocol === 'pop3')
    throw fieldProblem('afterReading', 'pop3_cannot_mark', 'POP3 cannot mark mail as read.');
  if (afterReading !== 'move') return;
  if (protocol === 'pop3') throw fieldProblem('afterReading', 'pop3_cannot_move', 'POP3 has no folders to move to.');
  if (!moveTo) throw fieldProblem('moveTo', 'no_folder', 'Name the folder read messages are moved to.');
}
