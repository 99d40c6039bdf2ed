// What readers see of a list, as people set it: language, name, form, and the HTML to put into a page of theirs.
import type { Config } from '@doorstep/config';
import { Id, ListPublic, ListPublicChange } from '@doorstep/contracts';
import { type PublicList, SignupStore } from '@doorstep/database';
import { Body, Controller, Get, Inject, Param, Patch } from '@nestjs/common';
import { CONFIG } from '../http/dependencies.module.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { publicWords } from './languages.js';
import { html } from './page.js';
import { TRAP } from './subscribe-pages.js';

@Controller('v1/lists')
export class ListPublicController {
  constructor(
    private readonly signups: SignupStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':id/public')
  @Scopes('subscribers:read')
  @Returns(ListPublic)
  async publicPages(@Param('id', { schema: Id }) id: string) {
    return this.view(await this.signups.settings(id));
  }

  @Patch(':id/public')
  @Scopes('subscribers:write')
  @Returns(ListPublic)
  async changePublicPages(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ListPublicChange }) body: ListPublicChange,
  ) {
    return this.view(await this.signups.change(id, body));
  }

  private view(list: PublicList | null) {
    if (list === null) throw notFound('list');
    const { id, name, publicName } = list;
    const urlOf = (path: string) => new URL(`${path}/${id}`, this.config.publicUrl).href;
    const formUrl = urlOf('/subscribe');
    const archiveUrl = urlOf('/archive');
    const snippet = snippetOf({ ...list, publicName: publicName || name }, formUrl);
    return { ...list, formUrl, snippet, archiveUrl, linkUrl: urlOf('/link'), feedUrl: `${archiveUrl}/feed.xml` };
  }
}

function snippetOf({ language, publicName }: PublicList, formUrl: string): string {
  const { form } = publicWords[language];
  return html`<form action="${formUrl}" method="post">
  <label>${form.address} <input type="email" name="address" required maxlength="254" autocomplete="email"></label>
  <label>${form.name} <input type="text" name="name" maxlength="200" autocomplete="name"></label>
  <input type="text" name="${TRAP}" tabindex="-1" autocomplete="off" aria-hidden="true" style="position:absolute;left:-9999px">
  <p>${form.agree(publicName)}</p>
  <button type="submit">${form.button}</button>
</form>`.text;
}
