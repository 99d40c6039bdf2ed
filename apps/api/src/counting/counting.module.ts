// Counted links and the picture of an open: noted, then on to where the author wanted. Nothing else ever changes here.
import type { TokenSigner } from '@doorstep/bounces';
import { ReaderEventStore, type TokenKeyFollower } from '@doorstep/database';
import { Controller, Get, Inject, Module, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOG, TOKEN_KEYS, TOKENS } from '../http/dependencies.module.js';
import { Returns } from '../http/returns.js';
import { Public } from '../http/scopes.js';
import { sendPage } from '../public-pages/page.js';
import { unknownLink } from '../public-pages/subscribe-pages.js';
import { judgeReader } from './judge-reader.js';

/** The smallest picture there is: one transparent point. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

interface Reader {
  readonly campaignId: string;
  readonly addressId: string | null;
  readonly variant: number | null;
  readonly secondsSinceAccepted: number | null | 'unknown';
}

@Controller()
export class CountingController {
  constructor(
    private readonly events: ReaderEventStore,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
    @Inject(TOKEN_KEYS) private readonly keys: TokenKeyFollower,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Leads only to addresses that stand in the campaign the token names. */
  @Get('l/:token/:number')
  @Public()
  @Returns(null, { as: 'text/html' })
  async follow(
    @Param('token') token: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const reader = await this.readerOf(token);
    const link = reader && /^\d{1,4}$/.test(number) ? await this.events.link(reader.campaignId, Number(number)) : null;
    if (reader === null || link === null) return sendPage(reply, unknownLink('en'));
    await this.note(reader, 'click', link.id, request);
    return reply.code(302).header('location', link.url).header('x-robots-tag', 'noindex, nofollow').send();
  }

  /** The picture comes whatever the token says: a broken picture tells nobody anything. */
  @Get('o/:picture')
  @Public()
  @Returns(null, { as: 'image/gif' })
  async open(@Param('picture') picture: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const reader = await this.readerOf(picture.replace(/\.gif$/, ''));
    if (reader !== null) await this.note(reader, 'open', null, request);
    return reply.type('image/gif').send(PICTURE);
  }

  private async readerOf(token: string): Promise<Reader | null> {
    await this.keys.fresh();
    const [, everybodys = token, read] = /^(.+)-([0-3])$/.exec(token) ?? [];
    const campaignId = this.tokens.verify('count', everybodys);
    const variant = read === undefined ? null : Number(read);
    if (campaignId !== null) return { campaignId, addressId: null, variant, secondsSinceAccepted: 'unknown' };
    const deliveryId = this.tokens.verify('click', token);
    const delivery = deliveryId === null ? null : await this.events.delivery(deliveryId);
    if (delivery === null) return null;
    const { acceptedAt, ...known } = delivery;
    return {
      ...known,
      secondsSinceAccepted: acceptedAt === null ? null : (Date.now() - acceptedAt.getTime()) / 1000,
    };
  }

  /** A reader gets where she wants to, also when it cannot be written down. */
  private async note(reader: Reader, kind: 'open' | 'click', linkId: string | null, request: FastifyRequest) {
    const { campaignId, addressId, variant, secondsSinceAccepted } = reader;
    const userAgent = request.headers['user-agent'];
    const machineReason = judgeReader({ kind, method: request.method, userAgent, secondsSinceAccepted });
    try {
      await this.events.add({ campaignId, addressId, kind, linkId, variant, machineReason });
    } catch (error) {
      this.log.warn({ err: error }, 'an open or a click could not be written down');
    }
  }
}

@Module({ controllers: [CountingController] })
export class CountingModule {}
