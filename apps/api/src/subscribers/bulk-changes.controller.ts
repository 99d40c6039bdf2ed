// Changes of many subscribers at once over HTTP: begun, followed, undone. Small ones are done with the answer.
import { BulkChange, Id, NewBulkChange, PageQuery } from '@doorstep/contracts';
import { type BulkChangeRow, BulkChangeStore } from '@doorstep/database';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Actor, may } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { fieldProblem, notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { readFilter } from './subscribers.service.js';

/** Up to as many are changed before the answer; more are the worker's. */
const AT_ONCE = 2000;

@Controller('v1/bulk-changes')
export class BulkChangeController {
  constructor(private readonly changes: BulkChangeStore) {}

  @Get()
  @Scopes('subscribers:read')
  @Returns(BulkChange, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.changes.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Get(':id')
  @Scopes('subscribers:read')
  @Returns(BulkChange)
  async one(@Param('id', { schema: Id }) id: string) {
    return there(await this.changes.one(id));
  }

  @Post()
  @Scopes('subscribers:write')
  @Returns(BulkChange, { status: 201 })
  async begin(@Body({ schema: NewBulkChange }) body: NewBulkChange, @Actor() actor: Actor) {
    mustBeWhole(body);
    if (body.kind === 'suppress' && !may(actor, 'deliverability:write'))
      throw problem('scope_missing', 403, 'Suppressing needs the right deliverability:write.');
    const { kind, ids, filter, listId, tag, reason } = body;
    const chosen = ids === undefined ? { filter: readFilter(filter!) } : { ids };
    const begun = await this.changes.begin({ kind, chosen, listId, tag, reason }, actor.label);
    return this.workNow(begun);
  }

  @Post(':id/undo')
  @Scopes('subscribers:write')
  @Returns(BulkChange)
  async undo(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.workNow(there(await this.changes.undo(id, actor.label)));
  }

  private async workNow(change: BulkChangeRow): Promise<BulkChangeRow> {
    if (change.total > AT_ONCE) return change;
    while (await this.changes.work(change.id));
    return there(await this.changes.one(change.id));
  }
}

const there = (change: BulkChangeRow | null): BulkChangeRow => {
  if (change === null) throw notFound('change');
  return change;
};

function mustBeWhole({ kind, ids, filter, listId, tag, reason }: NewBulkChange): void {
  if ((ids === undefined) === (filter === undefined))
    throw fieldProblem('ids', 'one_of', 'Name the people either by ids or by a filter.');
  if (kind.endsWith('_list') && listId === undefined) throw fieldProblem('listId', 'required', 'Which list?');
  if (kind.endsWith('_tag') && tag === undefined) throw fieldProblem('tag', 'required', 'Which tag?');
  if (kind === 'suppress' && reason === undefined)
    throw fieldProblem('reason', 'required', 'A few words: they stay in the history.');
}
