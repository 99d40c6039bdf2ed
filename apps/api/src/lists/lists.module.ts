// Lists over HTTP: made, renamed, put away. Who unsubscribed from one stays known after it is gone.
import {
  Id,
  List,
  ListChange,
  ListHealth,
  ListPeopleCount,
  ListPeopleFilter,
  ListPeopleQuery,
  ListPerson,
  NewList,
  PageQuery,
} from '@doorstep/contracts';
import { ListHealthStore, ListPeopleStore, ListStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Module, Param, Patch, Post, Query } from '@nestjs/common';
import { pageById, pageOfRows, readIdCursor } from '../http/cursor.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

/** What is not counted by then is answered as not known. */
const HEALTH_MS = 5000;

@Controller('v1/lists')
export class ListController {
  constructor(
    private readonly lists: ListStore,
    private readonly healths: ListHealthStore,
    private readonly people: ListPeopleStore,
  ) {}

  @Get()
  @Scopes('subscribers:read')
  @Returns(List, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.lists.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Get(':id')
  @Scopes('subscribers:read')
  @Returns(List)
  async one(@Param('id', { schema: Id }) id: string) {
    return there(await this.lists.one(id));
  }

  /** Who is on it in which state, how mail to them goes, and which campaigns name it. */
  @Get(':id/health')
  @Scopes('subscribers:read')
  @Returns(ListHealth)
  async health(@Param('id', { schema: Id }) id: string) {
    there(await this.lists.one(id));
    return this.healths.of(id, HEALTH_MS);
  }

  /** Exactly those a number of its health counts. */
  @Get(':id/people')
  @Scopes('subscribers:read')
  @Returns(ListPerson, { list: true })
  async peopleOn(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ListPeopleQuery }) { limit, cursor, ...filter }: ListPeopleQuery,
  ) {
    there(await this.lists.one(id));
    const rows = await this.people.page(id, filter, { limit: limit + 1, after: readIdCursor(cursor) });
    return pageOfRows(rows, limit, ({ addressId }) => [addressId]);
  }

  @Get(':id/people/count')
  @Scopes('subscribers:read')
  @Returns(ListPeopleCount)
  async countPeople(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ListPeopleFilter }) filter: ListPeopleFilter,
  ) {
    there(await this.lists.one(id));
    return { people: await this.people.count(id, filter) };
  }

  /** Brings back one that was deleted, with everybody who was on it. */
  @Post(':id/restore')
  @Scopes('subscribers:write')
  @Returns(List)
  async restore(@Param('id', { schema: Id }) id: string) {
    return there(await this.lists.restore(id));
  }

  @Post()
  @Scopes('subscribers:write')
  @Returns(List, { status: 201 })
  add(@Body({ schema: NewList }) body: NewList) {
    return this.lists.add(body);
  }

  @Patch(':id')
  @Scopes('subscribers:write')
  @Returns(List)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: ListChange }) body: ListChange) {
    return there(await this.lists.change(id, body));
  }

  @Delete(':id')
  @Scopes('subscribers:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string) {
    if (!(await this.lists.archive(id))) throw notFound('list');
  }
}

function there<Row>(list: Row | null): Row {
  if (list === null) throw notFound('list');
  return list;
}

@Module({ controllers: [ListController] })
export class ListsModule {}
