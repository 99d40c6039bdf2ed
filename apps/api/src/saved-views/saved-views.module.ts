// Saved views over HTTP: filters of a page under a name, for oneself or for everybody.
import { Id, NewSavedView, SavedView, SavedViewChange, ViewPage } from '@doorstep/contracts';
import { SavedViewStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Actor } from '../http/actor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

const ViewQuery = z.object({ page: ViewPage });
type ViewQuery = z.infer<typeof ViewQuery>;

@Controller('v1/saved-views')
export class SavedViewController {
  constructor(private readonly views: SavedViewStore) {}

  /** At most 200: no pages. */
  @Get()
  @Scopes('subscribers:read')
  @Returns(SavedView, { list: true })
  async all(@Query({ schema: ViewQuery }) { page }: ViewQuery, @Actor() actor: Actor) {
    return { data: await this.views.all(page, actor.id), nextCursor: null };
  }

  @Post()
  @Scopes('subscribers:write')
  @Returns(SavedView, { status: 201 })
  add(@Body({ schema: NewSavedView }) body: NewSavedView, @Actor() actor: Actor) {
    return this.views.add(body, actor);
  }

  @Patch(':id')
  @Scopes('subscribers:write')
  @Returns(SavedView)
  async change(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SavedViewChange }) body: SavedViewChange,
    @Actor() actor: Actor,
  ) {
    const view = await this.views.change(id, body, actor.id);
    if (view === null) throw notFound('view');
    return view;
  }

  @Delete(':id')
  @Scopes('subscribers:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    if (!(await this.views.remove(id, actor.id))) throw notFound('view');
  }
}

@Module({ controllers: [SavedViewController] })
export class SavedViewsModule {}
