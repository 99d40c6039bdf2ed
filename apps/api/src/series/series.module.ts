// Campaigns that come again over HTTP: made, changed, one time left out, paused, ended.
import { Id, NewSeries, Series, SeriesChange, SeriesSkip } from '@doorstep/contracts';
import { type SeriesRow, SeriesStore } from '@doorstep/database';
import { Body, Controller, Get, HttpCode, Module, Param, Patch, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/series')
export class SeriesController {
  constructor(private readonly series: SeriesStore) {}

  /** Those that go on first, the next one first; 200 at most. */
  @Get()
  @Scopes('campaigns:read')
  @Returns(Series, { list: true })
  async all() {
    return { data: await this.series.all(), nextCursor: null };
  }

  @Get(':id')
  @Scopes('campaigns:read')
  @Returns(Series)
  async one(@Param('id', { schema: Id }) id: string): Promise<SeriesRow> {
    const series = await this.series.one(id);
    if (series === null) throw notFound('series');
    return series;
  }

  @Post()
  @Scopes('campaigns:send')
  @Returns(Series, { status: 201 })
  async add(@Body({ schema: NewSeries }) body: NewSeries, @Actor() actor: Actor) {
    return this.one(await this.series.add(body, actor.label));
  }

  /** One that has ended goes on. */
  @Patch(':id')
  @Scopes('campaigns:send')
  @Returns(Series)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: SeriesChange }) change: SeriesChange) {
    if (!(await this.series.change(id, change))) throw notFound('series');
    return this.one(id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Scopes('campaigns:send')
  @Returns(Series)
  async pause(@Param('id', { schema: Id }) id: string) {
    return this.moved(id, await this.series.pause(id), 'Only one that goes on can be paused.');
  }

  /** Goes on with the next time; those in between are left out. */
  @Post(':id/resume')
  @HttpCode(200)
  @Scopes('campaigns:send')
  @Returns(Series)
  async resume(@Param('id', { schema: Id }) id: string) {
    return this.moved(id, await this.series.resume(id), 'Only one that is paused can be resumed.');
  }

  @Post(':id/end')
  @HttpCode(200)
  @Scopes('campaigns:send')
  @Returns(Series)
  async end(@Param('id', { schema: Id }) id: string) {
    return this.moved(id, await this.series.end(id), 'It has ended already.');
  }

  /** Leaves one time out. */
  @Post(':id/skip')
  @HttpCode(200)
  @Scopes('campaigns:send')
  @Returns(Series)
  async skip(@Param('id', { schema: Id }) id: string, @Body({ schema: SeriesSkip }) { occurrence }: SeriesSkip) {
    const words = 'What became of this day is decided already.';
    return this.moved(id, await this.series.skip(id, occurrence, true), words);
  }

  /** Takes a skip back while its time has not come. */
  @Post(':id/unskip')
  @HttpCode(200)
  @Scopes('campaigns:send')
  @Returns(Series)
  async unskip(@Param('id', { schema: Id }) id: string, @Body({ schema: SeriesSkip }) { occurrence }: SeriesSkip) {
    const words = 'This day was not left out, or its time has passed.';
    return this.moved(id, await this.series.skip(id, occurrence, false), words);
  }

  private async moved(id: string, isMoved: boolean, words: string): Promise<SeriesRow> {
    const series = await this.one(id);
    if (!isMoved) throw problem('series_stays', 409, words);
    return series;
  }
}

@Module({ controllers: [SeriesController] })
export class SeriesModule {}
