// What was told to an endpoint over HTTP: message by message with every try, told again one by one or many at once.
import {
  Id,
  WebhookMessage,
  WebhookMessageDetail,
  WebhookMessageQuery,
  WebhookReplay,
  WebhookReplayed,
} from '@doorstep/contracts';
import { WebhookStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/webhooks/:id')
export class WebhookMessageController {
  constructor(private readonly webhooks: WebhookStore) {}

  @Get('messages')
  @Scopes('settings:read')
  @Returns(WebhookMessage, { list: true })
  async page(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: WebhookMessageQuery }) { limit, cursor, state }: WebhookMessageQuery,
  ) {
    return pageById(await this.webhooks.messages(id, { limit: limit + 1, after: readIdCursor(cursor), state }), limit);
  }

  @Get('messages/:messageId')
  @Scopes('settings:read')
  @Returns(WebhookMessageDetail)
  async message(@Param('id', { schema: Id }) id: string, @Param('messageId', { schema: Id }) messageId: string) {
    const message = await this.webhooks.message(id, messageId);
    if (message === null) throw notFound('message');
    return message;
  }

  @Post('messages/:messageId/replay')
  @Scopes('settings:write')
  @Returns(WebhookMessageDetail)
  async replay(@Param('id', { schema: Id }) id: string, @Param('messageId', { schema: Id }) messageId: string) {
    if (!(await this.webhooks.replay(id, messageId))) throw notFound('message');
    return this.webhooks.message(id, messageId);
  }

  @Post('replay')
  @Scopes('settings:write')
  @Returns(WebhookReplayed)
  async replayMany(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WebhookReplay }) { since, state }: WebhookReplay,
  ) {
    if ((await this.webhooks.one(id)) === null) throw notFound('webhook');
    return { messages: await this.webhooks.replayMany(id, new Date(since), state) };
  }
}
