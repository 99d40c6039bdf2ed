// The public archive of a list, where it is opened: its issues, one issue, the feed. Nobody's data is in any of it.
import type { Config } from '@doorstep/config';
import { type ArchivedIssue, type ArchiveList, ArchiveStore } from '@doorstep/database';
import { publicIssue } from '@doorstep/message';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIG } from '../http/dependencies.module.js';
import { Public } from '../http/scopes.js';
import { atomFeed } from './archive-feed.js';
import { frameOf, issuePage, issuesPage, noIssuePage, type ShownIssue, sendKept } from './archive-pages.js';
import { askedLanguage } from './languages.js';
import { pageText, type ReaderPage, sendPage } from './page.js';
import { Page } from './unsubscribe.controller.js';

const ON_A_PAGE = 20;
const IN_FEED = 20;

@Controller('archive')
export class ArchiveController {
  constructor(
    private readonly archives: ArchiveStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':listId')
  @Public()
  @Page()
  async issues(
    @Param('listId') id: string,
    @Query('before') asked: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const list = await this.list(id);
    if (list === null) return this.nothing(request, reply);
    const before = z.uuid().safeParse(asked).data ?? null;
    const found = await this.archives.page(list.id, ON_A_PAGE + 1, before);
    const shown = found.slice(0, ON_A_PAGE).map((issue) => this.shown(list, issue));
    const next = found.length > ON_A_PAGE ? (shown.at(-1)?.id ?? null) : null;
    return this.send(request, reply, list, issuesPage(list, shown, next, before === null));
  }

  /** The issue of a campaign, or `feed.xml`. */
  @Get(':listId/:issue')
  @Public()
  @Page()
  async issue(
    @Param('listId') id: string,
    @Param('issue') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const list = await this.list(id);
    if (list === null) return this.nothing(request, reply);
    if (name === 'feed.xml') return this.feed(list, request, reply);
    const issue = z.uuid().safeParse(name).success ? await this.archives.issue(list.id, name) : null;
    if (issue === null) return sendPage(reply, noIssuePage(list.language));
    return this.send(request, reply, list, issuePage(list, this.shown(list, issue)));
  }

  private async feed(list: ArchiveList, request: FastifyRequest, reply: FastifyReply) {
    const issues = await this.archives.page(list.id, IN_FEED, null);
    const shown = issues.map((issue) => this.shown(list, issue));
    const body = atomFeed(list, shown, this.config.publicUrl.replace(/\/$/, ''));
    return sendKept(request, reply, { body, type: 'application/atom+xml; charset=utf-8', ...frameOf(list) });
  }

  /** Its own link to leave leads to the page that mails a link: nobody leaves for somebody else. */
  private shown(list: ArchiveList, issue: ArchivedIssue): ShownIssue {
    const images = `${this.config.publicUrl.replace(/\/$/, '')}/m/`;
    const options = { unsubscribeUrl: `/link/${list.id}`, images, imagePath: '/m/' };
    return { id: issue.id, startedAt: issue.startedAt, ...publicIssue(issue, options) };
  }

  private send(request: FastifyRequest, reply: FastifyReply, list: ArchiveList, page: ReaderPage) {
    const frame = frameOf(list);
    return sendKept(request, reply, { body: pageText(page, frame), type: 'text/html; charset=utf-8', ...frame });
  }

  private nothing(request: FastifyRequest, reply: FastifyReply) {
    return sendPage(reply, noIssuePage(askedLanguage(request.headers['accept-language'])));
  }

  private async list(id: string): Promise<ArchiveList | null> {
    return z.uuid().safeParse(id).success ? this.archives.list(id) : null;
  }
}
