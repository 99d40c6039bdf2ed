// Suppressions lifted together after a fault of ours, over HTTP: looked at, lifted with a reason, undone.
import { Id, NewRelease, PageQuery, Release, ReleaseFilter, ReleasePreview } from '@doorstep/contracts';
import { SuppressionReleaseStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/suppression-releases')
export class SuppressionReleaseController {
  constructor(private readonly releases: SuppressionReleaseStore) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(Release, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.releases.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Get('preview')
  @Scopes('deliverability:read')
  @Returns(ReleasePreview)
  preview(@Query({ schema: ReleaseFilter }) filter: ReleaseFilter) {
    return this.releases.preview(filter);
  }

  @Post()
  @Scopes('deliverability:write')
  @Returns(Release, { status: 201 })
  release(@Body({ schema: NewRelease }) { filter, reason }: NewRelease, @Actor() actor: Actor) {
    return this.releases.release(filter, reason, actor.label);
  }

  @Post(':id/undo')
  @Scopes('deliverability:write')
  @Returns(Release)
  async undo(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    const release = await this.releases.undo(id, actor.label);
    if (release === null) throw notFound('release');
    return release;
  }
}
