// "Send me a link": whoever types an address gets the same answer, and only the mailbox learns more.
import { parseAddress } from '@doorstep/contracts';
import { type PublicList, ReaderPageStore, SignupStore } from '@doorstep/database';
import { Body, Controller, Get, Headers, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../http/scopes.js';
import { askedLanguage } from './languages.js';
import { askLinkPage, linkSentPage, noListPage, tooManyLinksPage } from './own-pages.js';
import { sendPage } from './page.js';
import { Page } from './unsubscribe.controller.js';

const Form = z.object({ address: z.string().max(400).default('') });

@Controller('link')
export class LinkController {
  constructor(
    private readonly signups: SignupStore,
    private readonly pages: ReaderPageStore,
  ) {}

  @Get(':listId')
  @Public()
  @Page()
  async form(@Param('listId') id: string, @Headers('accept-language') languages: string, @Res() reply: FastifyReply) {
    const list = await this.list(id);
    return sendPage(reply, list === null ? noListPage(askedLanguage(languages)) : askLinkPage(list, '', false));
  }

  @Post(':listId')
  @Public()
  @Page()
  async ask(
    @Param('listId') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const list = await this.list(id);
    if (list === null) return sendPage(reply, noListPage(askedLanguage(request.headers['accept-language'])));
    const typed = (Form.safeParse(body ?? {}).data?.address ?? '').trim();
    const parsed = parseAddress(typed);
    if (!parsed.isValid) return sendPage(reply, askLinkPage(list, typed, true));
    switch (await this.pages.askLink(list.id, parsed, request.ip)) {
      case 'closed':
        return sendPage(reply, noListPage(list.language));
      case 'network_limit':
        return sendPage(reply.header('retry-after', '3600'), tooManyLinksPage(list.language));
      case 'asked':
        return sendPage(reply, linkSentPage(list.language, parsed.spelling));
    }
  }

  private async list(id: string): Promise<PublicList | null> {
    return z.uuid().safeParse(id).success ? this.signups.publicList(id) : null;
  }
}
