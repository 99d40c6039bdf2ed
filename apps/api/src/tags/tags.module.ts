// Tags over HTTP: made, renamed, merged, deleted; a merge or a deletion can be undone for 30 days.
import { Id, NewTag, Tag, TagMerge, TagQuery, TagRemoval } from '@doorstep/contracts';
import { TagStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, HttpCode, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { AuditAs } from '../http/audit.js';
import { pageOfRows, readCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/tags')
export class TagController {
  constructor(private readonly tags: TagStore) {}

  @Get()
  @Scopes('subscribers:read')
  @Returns(Tag, { list: true })
  async page(@Query({ schema: TagQuery }) { limit, cursor, search }: TagQuery) {
    const after = readCursor(cursor)?.[0];
    const rows = await this.tags.page({
      limit: limit + 1,
      search,
      after: after === undefined ? undefined : String(after),
    });
    return pageOfRows(rows, limit, (row) => [row.name]);
  }

  @Post()
  @Scopes('subscribers:write')
  @Returns(Tag, { status: 201 })
  add(@Body({ schema: NewTag }) { name }: NewTag) {
    return this.tags.add(name);
  }

  @Patch(':id')
  @Scopes('subscribers:write')
  @Returns(Tag)
  async rename(@Param('id', { schema: Id }) id: string, @Body({ schema: NewTag }) { name }: NewTag) {
    return there(await this.tags.rename(id, name));
  }

  /** Everybody who has it has the other one afterwards, and it is gone. */
  @Post(':id/merge')
  @Scopes('subscribers:write')
  @Returns(TagRemoval)
  async merge(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TagMerge }) { intoTagId }: TagMerge,
    @Actor() actor: Actor,
  ) {
    return there(await this.tags.merge(id, intoTagId, actor.label));
  }

  @Delete(':id')
  @Scopes('subscribers:write')
  @Returns(TagRemoval)
  @HttpCode(200)
  async remove(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return there(await this.tags.remove(id, actor.label));
  }

  /** `id` is that of the removal. */
  @Post('removals/:id/undo')
  @AuditAs('tags.undo')
  @Scopes('subscribers:write')
  @Returns(Tag)
  async undo(@Param('id', { schema: Id }) id: string) {
    return there(await this.tags.undo(id));
  }
}

function there<Row>(row: Row | null): Row {
  if (row === null) throw notFound('tag');
  return row;
}

@Module({ controllers: [TagController] })
export class TagsModule {}
