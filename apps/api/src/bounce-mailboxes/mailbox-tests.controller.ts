// Tests of bounce mailboxes over HTTP: stored ones, and settings that are not stored yet. Nothing in a mailbox changes.
import { testMailbox } from '@doorstep/bounces';
import { Id, MailboxTest, MailboxTry } from '@doorstep/contracts';
import {
  BounceMailboxStore,
  InboundStore,
  MailboxReadingStore,
  type MailboxSecrets,
  openMailboxSecrets,
  sealOAuthSecrets,
  type Vault,
} from '@doorstep/database';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { VAULT } from '../http/dependencies.module.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { secretsOf, testSettings } from './mailbox-secrets.js';

const UIDS_PER_QUERY = 5000;

@Controller('v1/bounce-mailboxes')
export class MailboxTestController {
  constructor(
    private readonly mailboxes: BounceMailboxStore,
    private readonly inbound: InboundStore,
    private readonly readings: MailboxReadingStore,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  @Post('try')
  @Scopes('deliverability:write')
  @Returns(MailboxTest)
  async try(@Body({ schema: MailboxTry }) { mailboxId, ...settings }: MailboxTry) {
    const stored = mailboxId === undefined ? null : await this.storedFor(mailboxId, settings);
    const unread = mailboxId === undefined ? undefined : (uids: readonly string[]) => this.unread(mailboxId, uids);
    const secrets = secretsOf(settings, stored, this.vault);
    const isTyped = settings.oauth?.refreshToken !== undefined;
    const former = mailboxId === undefined || isTyped ? null : (stored?.oauthSealed ?? null);
    return testMailbox(testSettings(settings, secrets, this.exchange(mailboxId, former, secrets)), unread);
  }

  @Post(':id/test')
  @Scopes('deliverability:write')
  @Returns(MailboxTest)
  async test(@Param('id', { schema: Id }) id: string) {
    const [mailbox, sealed] = await Promise.all([this.mailboxes.one(id), this.mailboxes.sealed(id)]);
    if (mailbox === null || sealed === null) throw notFound('bounce mailbox');
    const secrets = openMailboxSecrets(this.vault, sealed);
    const settings = testSettings(mailbox, secrets, this.exchange(id, sealed.oauthSealed, secrets));
    return testMailbox(settings, (uids) => this.unread(id, uids));
  }

  /** A provider may exchange the stored refresh token at any use: then the old one may not work any more. */
  private exchange(id: string | undefined, former: string | null, secrets: MailboxSecrets) {
    if (id === undefined || former === null || secrets.kind !== 'oauth2') return undefined;
    const { clientSecret } = secrets;
    return (refreshToken: string) =>
      this.readings.exchangeOAuthSecrets(id, former, sealOAuthSecrets(this.vault, { clientSecret, refreshToken }));
  }

  /** A stored password goes to the server and for the user it was stored for, never elsewhere. */
  private async storedFor(id: string, wanted: Pick<MailboxTry, 'host' | 'username'>) {
    const [mailbox, sealed] = await Promise.all([this.mailboxes.one(id), this.mailboxes.sealed(id)]);
    if (mailbox === null || sealed === null) throw notFound('bounce mailbox');
    const isSame = mailbox.host === wanted.host && mailbox.username === wanted.username;
    return isSame ? sealed : null;
  }

  private async unread(id: string, uids: readonly string[]): Promise<number> {
    let known = 0;
    for (let at = 0; at < uids.length; at += UIDS_PER_QUERY)
      known += (await this.inbound.known(id, uids.slice(at, at + UIDS_PER_QUERY))).size;
    return uids.length - known;
  }
}
