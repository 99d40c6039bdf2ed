// Signing up and confirming it, without a session and without a script. GET never acts; the answer tells nobody who is known.
import type { TokenSigner } from '@doorstep/bounces';
import { parseAddress } from '@doorstep/contracts';
import { type PublicList, PublicPageStore, SignupStore, type TokenKeyFollower } from '@doorstep/database';
import { suggestDomain } from '@doorstep/diagnosis';
import { Body, Controller, Get, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TOKEN_KEYS, TOKENS } from '../http/dependencies.module.js';
import { Returns } from '../http/returns.js';
import { Public } from '../http/scopes.js';
import { askedLanguage, publicWords } from './languages.js';
import { sendPage } from './page.js';
import {
  agreementOf,
  askToConfirm,
  closedPage,
  formPage,
  meantPage,
  sentPage,
  TRAP,
  type Typed,
  tooManyPage,
  unknownLink,
} from './subscribe-pages.js';

const Page = () => Returns(null, { as: 'text/html' });

const Form = z.object({
  address: z.string().max(400).default(''),
  name: z.string().max(200).default(''),
  sure: z.string().optional(),
  since: z.coerce.number().optional(),
  [TRAP]: z.string().optional(),
});

/** Nobody reads and types so fast. A form on another page says no time. */
const FASTEST_MS = 1500;

@Controller('subscribe')
export class SubscribeController {
  constructor(private readonly signups: SignupStore) {}

  @Get(':listId')
  @Public()
  @Page()
  async form(@Param('listId') id: string, @Headers('accept-language') languages: string, @Res() reply: FastifyReply) {
    const list = await this.openList(id);
    if (list === null) return sendPage(reply, closedPage(askedLanguage(languages)));
    return sendPage(reply, formPage(list, { address: '', name: '' }, false));
  }

  @Post(':listId')
  @Public()
  @Page()
  async signUp(
    @Param('listId') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const list = await this.openList(id);
    if (list === null) return sendPage(reply, closedPage(askedLanguage(request.headers['accept-language'])));
    const form = Form.safeParse(body ?? {});
    const typed: Typed = { address: form.data?.address.trim() ?? '', name: oneLine(form.data?.name ?? '') };
    const parsed = parseAddress(typed.address);
    if (!form.success || !parsed.isValid) return sendPage(reply, formPage(list, typed, true));
    if (isProgram(form.data)) return this.thank(list, parsed.spelling, reply);
    const meant = suggestDomain(parsed.domainName);
    if (meant !== null && form.data.sure === undefined)
      return sendPage(
        reply,
        meantPage(list, { ...typed, address: parsed.spelling }, `${localOf(parsed.spelling)}@${meant}`),
      );
    const outcome = await this.signups.signUp({
      ...{ listId: list.id, known: parsed, name: typed.name === '' ? null : typed.name },
      agreement: agreementOf(request, list.language, publicWords[list.language].form.agree(list.publicName)),
    });
    if (outcome === 'closed') return sendPage(reply, closedPage(list.language));
    if (outcome === 'network_limit') return sendPage(reply.header('retry-after', '3600'), tooManyPage(list));
    return this.thank(list, parsed.spelling, reply);
  }

  private thank(list: PublicList, address: string, reply: FastifyReply) {
    if (list.thanksUrl !== null) return reply.redirect(list.thanksUrl, 303);
    return sendPage(reply, sentPage(list, address));
  }

  private async openList(id: string): Promise<PublicList | null> {
    const list = z.uuid().safeParse(id).success ? await this.signups.publicList(id) : null;
    return list?.hasForm ? list : null;
  }
}

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
  async ask(
    @Param('token') token: string,
    @Param('listId') listId: string,
    @Headers('accept-language') languages: string,
    @Res() reply: FastifyReply,
  ) {
    const addressId = await this.addressOf(token, listId);
    const waiting = addressId === null ? null : await this.pages.confirmation(addressId, listId);
    return sendPage(reply, waiting === null ? unknownLink(askedLanguage(languages)) : askToConfirm(waiting));
  }

  @Post(':token/:listId')
  @Public()
  @Page()
  async confirm(
    @Param('token') token: string,
    @Param('listId') listId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const addressId = await this.addressOf(token, listId);
    const waiting = addressId === null ? null : await this.pages.confirmation(addressId, listId);
    if (addressId === null || waiting === null)
      return sendPage(reply, unknownLink(askedLanguage(request.headers['accept-language'])));
    const words = publicWords[waiting.language].confirm.question(waiting.listName, waiting.address);
    const agreement = { ...agreementOf(request, waiting.language, words), form: '/confirm' };
    return sendPage(reply, askToConfirm((await this.pages.confirm(addressId, listId, agreement)) ?? waiting));
  }

  private async addressOf(token: string, listId: string): Promise<string | null> {
    await this.keys.fresh();
    return z.uuid().safeParse(listId).success ? this.tokens.verify('confirm', token) : null;
  }
}

const localOf = (address: string) => address.slice(0, address.lastIndexOf('@'));
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim();

function isProgram({ since, [TRAP]: trapped }: z.infer<typeof Form>): boolean {
  return (trapped !== undefined && trapped !== '') || (since !== undefined && Date.now() - since < FASTEST_MS);
}
