// Webhook endpoints over HTTP: made (the secret is shown once), changed, their secret exchanged, tried, removed.
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { Config } from '@doorstep/config';
import {
  Id,
  MadeWebhook,
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookMessageDetail,
  WebhookRotation,
} from '@doorstep/contracts';
import { type Vault, type WebhookRow, WebhookStore } from '@doorstep/database';
import { isForbiddenAddress } from '@doorstep/delivery';
import { Body, Controller, Delete, Get, Inject, Param, Patch, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { CONFIG, VAULT } from '../http/dependencies.module.js';
import { HoldsSecret } from '../http/idempotency.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

/** 24 random bytes, as standard-webhooks wants them. */
const makeSecret = () => `whsec_${randomBytes(24).toString('base64')}`;

@Controller('v1/webhooks')
export class WebhookController {
  constructor(
    private readonly webhooks: WebhookStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  @Get()
  @Scopes('settings:read')
  @Returns(Webhook, { list: true })
  async list() {
    return { data: await this.webhooks.list(), nextCursor: null };
  }

  @Get(':id')
  @Scopes('settings:read')
  @Returns(Webhook)
  one(@Param('id', { schema: Id }) id: string): Promise<WebhookRow> {
    return this.found(id);
  }

  @Post()
  @Scopes('settings:write')
  @HoldsSecret()
  @Returns(MadeWebhook, { status: 201 })
  async add(@Body({ schema: NewWebhook }) body: NewWebhook, @Actor() actor: Actor) {
    this.mustBeReachable(body.url);
    const secret = makeSecret();
    const id = await this.webhooks.add({ ...body, secretSealed: this.vault.seal(secret), createdBy: actor.label });
    return { ...(await this.found(id)), secret };
  }

  @Patch(':id')
  @Scopes('settings:write')
  @Returns(Webhook)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: WebhookChange }) body: WebhookChange) {
    if (body.url !== undefined) this.mustBeReachable(body.url);
    if (!(await this.webhooks.change(id, body))) throw notFound('webhook');
    return this.found(id);
  }

  @Delete(':id')
  @Scopes('settings:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string) {
    if (!(await this.webhooks.remove(id))) throw notFound('webhook');
  }

  /** Both secrets sign until the former one ends. */
  @Post(':id/rotate')
  @Scopes('settings:write')
  @HoldsSecret()
  @Returns(MadeWebhook)
  async rotate(@Param('id', { schema: Id }) id: string, @Body({ schema: WebhookRotation }) { hours }: WebhookRotation) {
    const secret = makeSecret();
    if (!(await this.webhooks.rotate(id, this.vault.seal(secret), hours))) throw notFound('webhook');
    return { ...(await this.found(id)), secret };
  }

  /** Puts a message of the type webhook.test on the way; what was answered stands at the message. */
  @Post(':id/test')
  @Scopes('settings:write')
  @Returns(WebhookMessageDetail, { status: 201 })
  async test(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    const data = JSON.stringify({ words: 'A test by a person.', by: actor.label });
    const messageId = await this.webhooks.addMessage(id, 'webhook.test', data);
    if (messageId === null) throw notFound('webhook');
    return this.webhooks.message(id, messageId);
  }

  private async found(id: string): Promise<WebhookRow> {
    const webhook = await this.webhooks.one(id);
    if (webhook === null) throw notFound('webhook');
    return webhook;
  }

  /** What can be told from the address alone; where a name leads is checked again whenever it is connected to. */
  private mustBeReachable(url: string): void {
    const { protocol, hostname, username } = new URL(url);
    const allowLoopback = this.config.mode === 'sandbox';
    if (protocol !== 'https:' && !allowLoopback)
      throw fieldProblem('url', 'not_https', 'Webhooks go to https addresses only.');
    if (username !== '') throw fieldProblem('url', 'holds_password', 'Leave name and password out of the address.');
    const address = hostname.replace(/^\[|\]$/g, '');
    const why = isIP(address) ? isForbiddenAddress(address, { allowLoopback }) : null;
    if (why)
      throw fieldProblem(
        'url',
        'private_address',
        `This is ${String(why)}: Doorstep tells nothing to its own network.`,
      );
  }
}
