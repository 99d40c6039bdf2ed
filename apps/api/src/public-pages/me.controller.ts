// Behind the link of a letter: a reader's own page, or the one question the letter asks. GET never acts.
import type { TokenSigner } from '@doorstep/bounces';
import { PublicLanguage, parseAddress } from '@doorstep/contracts';
import {
  ComeBackStore,
  DomainError,
  ErasureStore,
  type LetterLink,
  PersonExportStore,
  ReaderPageStore,
  type TokenKeyFollower,
} from '@doorstep/database';
import { Body, Controller, Get, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TOKEN_KEYS, TOKENS } from '../http/dependencies.module.js';
import { Public } from '../http/scopes.js';
import { askedLanguage } from './languages.js';
import {
  askComeBackPage,
  askMoveBackPage,
  askMovePage,
  cameBackPage,
  movedBackPage,
  movedPage,
  moveQuestion,
} from './letter-pages.js';
import {
  askErasePage,
  eraseBusyPage,
  erasedPage,
  latePage,
  moveAskedPage,
  ownPage,
  tooManyLinksPage,
  triedAgainPage,
  usedPage,
} from './own-pages.js';
import { type ReaderPage, sendPage } from './page.js';
import { agreementOf, unknownLink } from './subscribe-pages.js';
import { Page, ticked } from './unsubscribe.controller.js';

const Wish = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['lists', 'data', 'ask_erase', 'erase', 'yes']) }),
  z.object({ act: z.literal('language'), language: PublicLanguage }),
  z.object({ act: z.literal('move'), address: z.string().max(400) }),
]);
type Wish = z.infer<typeof Wish>;

@Controller('me')
export class MeController {
  constructor(
    private readonly pages: ReaderPageStore,
    private readonly comeBacks: ComeBackStore,
    private readonly exports: PersonExportStore,
    private readonly erasures: ErasureStore,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
    @Inject(TOKEN_KEYS) private readonly keys: TokenKeyFollower,
  ) {}

  @Get(':token')
  @Public()
  @Page()
  async show(@Param('token') token: string, @Headers('accept-language') languages: string, @Res() reply: FastifyReply) {
    const letter = await this.letterOf(token);
    return sendPage(reply, letter === null ? unknownLink(askedLanguage(languages)) : await this.pageOf(letter));
  }

  @Post(':token')
  @Public()
  @Page()
  async act(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const letter = await this.letterOf(token);
    if (letter === null) return sendPage(reply, unknownLink(askedLanguage(request.headers['accept-language'])));
    const wish = wishOf(body);
    if (letter.isLate || letter.isUsed || wish === null) return sendPage(reply, await this.pageOf(letter));
    if (letter.kind !== 'link') return sendPage(reply, await this.answer(letter, wish, request));
    if (wish.act === 'data') return this.sendData(letter, reply);
    return sendPage(reply, await this.change(letter, wish, { token, body, request }));
  }

  private async pageOf(letter: LetterLink): Promise<ReaderPage> {
    if (letter.isUsed) return usedPage(letter.language);
    if (letter.isLate) return latePage(letter.language, letter.kind === 'link' ? letter.listId : null);
    switch (letter.kind) {
      case 'link':
        return this.own(letter, null);
      case 'move_confirm':
        return letter.otherAddressId === null
          ? latePage(letter.language, null)
          : askMovePage(letter, await this.pages.listsToMove(letter.otherAddressId));
      case 'move_notice':
        return letter.otherAddressId === null ? latePage(letter.language, null) : askMoveBackPage(letter);
      case 'come_back':
        return askComeBackPage(letter);
    }
  }

  /** The one yes a letter asks for. */
  private async answer(letter: LetterLink, { act }: Wish, request: FastifyRequest): Promise<ReaderPage> {
    if (act !== 'yes') return this.pageOf(letter);
    switch (letter.kind) {
      case 'move_confirm': {
        const lists = letter.otherAddressId === null ? [] : await this.pages.listsToMove(letter.otherAddressId);
        const agreement = { ...agreementOf(request, letter.language, moveQuestion(letter, lists)), form: '/me' };
        return (await this.pages.confirmMove(letter.id, agreement)) ? movedPage(letter) : usedPage(letter.language);
      }
      case 'move_notice':
        return (await this.pages.undoMove(letter.id)) ? movedBackPage(letter) : usedPage(letter.language);
      case 'come_back':
        return (await this.comeBacks.confirm(letter.id)) ? cameBackPage(letter) : usedPage(letter.language);
      case 'link':
        return (await this.pages.tryAgain(letter.addressId)) ? this.triedAgain(letter) : this.own(letter, null);
    }
  }

  private async change(
    letter: LetterLink,
    wish: Wish,
    { token, body, request }: { token: string; body: unknown; request: FastifyRequest },
  ): Promise<ReaderPage> {
    const { addressId } = letter;
    switch (wish.act) {
      case 'lists':
        await this.pages.chooseLists(addressId, ticked(body));
        return this.own(letter, 'saved');
      case 'language':
        await this.pages.chooseLanguage(addressId, wish.language);
        return this.own({ ...letter, language: wish.language }, 'saved');
      case 'move':
        return this.askMove(letter, wish.address.trim(), request.ip);
      case 'ask_erase': {
        const page = await this.pages.ownPage(letter);
        return page === null ? unknownLink(letter.language) : askErasePage(page, token);
      }
      case 'erase':
        return this.erase(letter);
      case 'yes':
        return this.answer(letter, wish, request);
      case 'data':
        return this.own(letter, null);
    }
  }

  private async askMove(letter: LetterLink, typed: string, ip: string): Promise<ReaderPage> {
    const parsed = parseAddress(typed);
    if (!parsed.isValid) return this.own(letter, 'wrong', typed);
    const outcome = await this.pages.askMove(letter, parsed, ip);
    if (outcome === 'same') return this.own(letter, 'same', typed);
    return outcome === 'network_limit'
      ? tooManyLinksPage(letter.language)
      : moveAskedPage(letter.language, parsed.spelling);
  }

  private async erase({ addressId, language }: LetterLink): Promise<ReaderPage> {
    try {
      await this.erasures.erasePerson(addressId, 'the reader');
      return erasedPage(language);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'mail_on_its_way') return eraseBusyPage(language);
      if (error instanceof DomainError && error.code === 'already_erased') return erasedPage(language);
      throw error;
    }
  }

  private async sendData({ addressId, language }: LetterLink, reply: FastifyReply) {
    const data = await this.exports.exportPerson(addressId);
    if (data === null) return sendPage(reply, unknownLink(language));
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="my-data.json"')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(data, null, 2));
  }

  private async triedAgain(letter: LetterLink): Promise<ReaderPage> {
    const page = await this.pages.ownPage(letter);
    return page === null ? unknownLink(letter.language) : triedAgainPage(page);
  }

  private async own(letter: LetterLink, note: Parameters<typeof ownPage>[1], typed = ''): Promise<ReaderPage> {
    const page = await this.pages.ownPage(letter);
    return page === null ? unknownLink(letter.language) : ownPage(page, note, typed);
  }

  private async letterOf(token: string): Promise<LetterLink | null> {
    await this.keys.fresh();
    const id = this.tokens.verify('letter', token);
    return id === null ? null : this.pages.letter(id);
  }
}

/** `scope` comes from the part that the pages of messages share. null: nothing we know, so nothing is done */
function wishOf(body: unknown): Wish | null {
  if (z.object({ scope: z.literal('again') }).safeParse(body).success) return { act: 'yes' };
  return Wish.safeParse(body).data ?? null;
}
