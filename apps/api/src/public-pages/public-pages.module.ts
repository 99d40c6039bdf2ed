// Pages of readers, without a session and without a script: unsubscribe (RFC 8058 too) and confirm. GET never acts.
import type { TokenSigner } from '@doorstep/bounces';
import { PublicPageStore, type TokenKeyFollower } from '@doorstep/database';
import { Body, Controller, Get, Inject, Module, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TOKEN_KEYS, TOKENS } from '../http/dependencies.module.js';
import { Returns } from '../http/returns.js';
import { Public } from '../http/scopes.js';
import { sendPage } from './page.js';
import { askToConfirm, askToLeave, hasLeft, unknownLink } from './words.js';

const Page = () => Returns(null, { as: 'text/html' });

@Controller('u')
export class UnsubscribeController {
  constructor(
    private readonly pages: PublicPageStore,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
    @Inject(TOKEN_KEYS) private readonly keys: TokenKeyFollower,
  ) {}

  @Get(':token')
  @Public()
  @Page()
  async ask(@Param('token') token: string, @Res() reply: FastifyReply) {
    await this.keys.fresh();
    const deliveryId = this.tokens.verify('unsubscribe', token);
    const departure = deliveryId === null ? null : await this.pages.departure(deliveryId);
    return sendPage(reply, departure === null ? unknownLink : askToLeave(departure));
  }

  /** By her own click, or by her mail program for her (RFC 8058 §3.2: no cookie, no redirect, 200). */
  @Post(':token')
  @Public()
  @Page()
  async leave(@Param('token') token: string, @Body() body: unknown, @Res() reply: FastifyReply) {
    await this.keys.fresh();
    const deliveryId = this.tokens.verify('unsubscribe', token);
    const isKnown =
      deliveryId !== null &&
      (wantsAll(body) ? await this.pages.unsubscribeFromAll(deliveryId) : await this.pages.unsubscribe(deliveryId));
    const departure = isKnown ? await this.pages.departure(deliveryId) : null;
    return sendPage(reply, departure === null ? unknownLink : hasLeft(departure));
  }
}

/** Whatever else comes with a signed link means: off the lists of that campaign. */
const wantsAll = (body: unknown): boolean => z.object({ scope: z.literal('all') }).safeParse(body).success;

@Controller('confirm')
export class ConfirmController {
  constructor(
    private readonly pages: PublicPageStore,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
    @Inject(TOKEN_KEYS) private readonly keys: TokenKeyFollower,
  ) {}

  @Get(':token/:listId')
  @Public()
  @Page()
  async ask(@Param('token') token: string, @Param('listId') listId: string, @Res() reply: FastifyReply) {
    await this.keys.fresh();
    const addressId = this.addressOf(token, listId);
    const waiting = addressId === null ? null : await this.pages.confirmation(addressId, listId);
    return sendPage(reply, waiting === null ? unknownLink : askToConfirm(waiting));
  }

  @Post(':token/:listId')
  @Public()
  @Page()
  async confirm(@Param('token') token: string, @Param('listId') listId: string, @Res() reply: FastifyReply) {
    await this.keys.fresh();
    const addressId = this.addressOf(token, listId);
    const confirmed = addressId === null ? null : await this.pages.confirm(addressId, listId);
    return sendPage(reply, confirmed === null ? unknownLink : askToConfirm(confirmed));
  }

  private addressOf(token: string, listId: string): string | null {
    return z.uuid().safeParse(listId).success ? this.tokens.verify('confirm', token) : null;
  }
}

@Module({ controllers: [UnsubscribeController, ConfirmController] })
export class PublicPagesModule {}
