// Segments over HTTP: made, changed, asked who is in and why; deleted with an undo.
import {
  Id,
  NewSegment,
  PageQuery,
  Segment,
  SegmentChange,
  SegmentPerson,
  SegmentPreview,
  SegmentQuestion,
  SegmentWhy,
  SegmentWhyQuestion,
} from '@doorstep/contracts';
import { SegmentStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { Question } from '../http/audit.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { SegmentService } from './segments.service.js';

@Controller('v1/segments')
export class SegmentController {
  constructor(
    private readonly segments: SegmentStore,
    private readonly service: SegmentService,
  ) {}

  @Get()
  @Scopes('subscribers:read')
  @Returns(Segment, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const page = pageById(await this.segments.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
    return { ...page, data: await this.service.told(page.data) };
  }

  /** Counts a definition that need not be saved, with a sample of its people. */
  @Post('preview')
  @Question()
  @Scopes('subscribers:read')
  @Returns(SegmentPreview)
  preview(@Body({ schema: SegmentQuestion }) { definition }: SegmentQuestion) {
    return this.service.preview(definition);
  }

  /** Why one person is in or out: each condition with yes or no and what it saw. */
  @Post('why')
  @Question()
  @Scopes('subscribers:read')
  @Returns(SegmentWhy)
  why(@Body({ schema: SegmentWhyQuestion }) question: SegmentWhyQuestion) {
    return this.service.why(question);
  }

  @Get(':id')
  @Scopes('subscribers:read')
  @Returns(Segment)
  one(@Param('id', { schema: Id }) id: string) {
    return this.service.one(id);
  }

  @Get(':id/people')
  @Scopes('subscribers:read')
  @Returns(SegmentPerson, { list: true })
  people(@Param('id', { schema: Id }) id: string, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return this.service.people(id, limit, readIdCursor(cursor));
  }

  @Post()
  @Scopes('subscribers:write')
  @Returns(Segment, { status: 201 })
  async add(@Body({ schema: NewSegment }) body: NewSegment, @Actor() actor: Actor) {
    return this.service.toldOne(await this.segments.add(body, actor.label));
  }

  @Patch(':id')
  @Scopes('subscribers:write')
  @Returns(Segment)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: SegmentChange }) body: SegmentChange) {
    return this.service.toldOne(await this.segments.change(id, body));
  }

  @Delete(':id')
  @Scopes('subscribers:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string) {
    if (!(await this.segments.remove(id))) throw notFound('segment');
  }

  /** Brings back one that was deleted. */
  @Post(':id/restore')
  @Scopes('subscribers:write')
  @Returns(Segment)
  async restore(@Param('id', { schema: Id }) id: string) {
    return this.service.toldOne(await this.segments.restore(id));
  }
}

@Module({ controllers: [SegmentController], providers: [SegmentService] })
export class SegmentsModule {}
