// The link of a message: unsubscribe (RFC 8058 too), undo, pause, choose lists. GET never acts.
import type { TokenSigner } from '@doorstep/bounces';
import { LeavingReason } from '@doorstep/contracts';
import { type Departure, PublicPageStore, type TokenKeyFollower } from '@doorstep/database';
import { Body, Controller, Get, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TOKEN_KEYS, TOKENS } from '../http/dependencies.module.js';
import { Returns } from '../http/returns.js';
import { Public } from '../http/scopes.js';
import { askedLanguage } from './languages.js';
import { askToLeave, chooseLists, hasLeft, hasPause, triesAgain } from './leave-pages.js';
import { type ReaderPage, sendPage } from './page.js';
import { unknownLink } from './subscribe-pages.js';

export const Page = () => Returns(null, { as: 'text/html' });

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
  ask(@Param('token') token: string, @Headers('accept-language') languages: string, @Res() reply: FastifyReply) {
    return this.show(token, languages, reply, (departure) => askToLeave(departure, token));
  }

  /** By her own click, or by her mail program for her (RFC 8058 §3.2: no cookie, no redirect, 200). */
  @Post(':token')
  @Public()
  @Page()
  async leave(
    @Param('token') token: string,
    @Body() body: unknown,
    @Headers('accept-language') languages: string,
    @Res() reply: FastifyReply,
  ) {
    const wish = wishOf(body);
    const deliveryId = await this.deliveryOf(token);
    if (deliveryId !== null) await this.carryOut(deliveryId, wish);
    return this.show(token, languages, reply, (departure) => pageAfter(wish, departure, token));
  }

  @Get(':token/lists')
  @Public()
  @Page()
  lists(@Param('token') token: string, @Headers('accept-language') languages: string, @Res() reply: FastifyReply) {
    return this.show(token, languages, reply, (departure) => chooseLists(departure, false));
  }

  @Post(':token/lists')
  @Public()
  @Page()
  async choose(
    @Param('token') token: string,
    @Body() body: unknown,
    @Headers('accept-language') languages: string,
    @Res() reply: FastifyReply,
  ) {
    const deliveryId = await this.deliveryOf(token);
    if (deliveryId !== null) await this.pages.chooseLists(deliveryId, ticked(body));
    return this.show(token, languages, reply, (departure) => chooseLists(departure, true));
  }

  private async carryOut(deliveryId: string, wish: Wish): Promise<unknown> {
    switch (wish) {
      case 'all':
        return this.pages.unsubscribeFromAll(deliveryId);
      case 'undo':
        return this.pages.undoDeparture(deliveryId);
      case 'pause30':
        return this.pages.pause(deliveryId, 30);
      case 'pause90':
        return this.pages.pause(deliveryId, 90);
      case 'resume':
        return this.pages.endPause(deliveryId);
      case 'again':
        return this.pages.tryAgain(deliveryId);
      case 'lists':
        return this.pages.unsubscribe(deliveryId);
      default:
        return this.pages.giveReason(deliveryId, wish.reason);
    }
  }

  private async deliveryOf(token: string): Promise<string | null> {
    await this.keys.fresh();
    return this.tokens.verify('unsubscribe', token);
  }

  private async show(
    token: string,
    languages: string | undefined,
    reply: FastifyReply,
    pageOf: (departure: Departure) => ReaderPage,
  ) {
    const deliveryId = await this.deliveryOf(token);
    const departure = deliveryId === null ? null : await this.pages.departure(deliveryId);
    return sendPage(reply, departure === null ? unknownLink(askedLanguage(languages)) : pageOf(departure));
  }
}

const SCOPES = ['all', 'undo', 'pause30', 'pause90', 'resume', 'again'] as const;
type Wish = 'lists' | (typeof SCOPES)[number] | { readonly reason: LeavingReason };

const Scope = z.object({ scope: z.enum(SCOPES) });
const Why = z.object({ scope: z.templateLiteral(['why_', LeavingReason]) });

/** Whatever else comes with a signed link means: off the lists of that campaign. */
function wishOf(body: unknown): Wish {
  const asked = Scope.safeParse(body);
  if (asked.success) return asked.data.scope;
  const why = Why.safeParse(body);
  return why.success ? { reason: LeavingReason.parse(why.data.scope.slice('why_'.length)) } : 'lists';
}

function pageAfter(wish: Wish, departure: Departure, token: string): ReaderPage {
  if (wish === 'pause30' || wish === 'pause90') return hasPause(departure);
  if (wish === 'undo' || wish === 'resume') return askToLeave(departure, token);
  return wish === 'again' ? triesAgain(departure) : hasLeft(departure, token);
}

/** One tick comes as text, several as a list; none at all is off every list. */
export function ticked(body: unknown): string[] {
  const form = z.object({ list: z.union([z.uuid(), z.array(z.uuid()).max(200)]).optional() }).safeParse(body);
  return form.success ? [form.data.list ?? []].flat() : [];
}
