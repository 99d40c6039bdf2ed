// The deliveries of a campaign over HTTP: who got it, who did not and why, in words.
import {
  Delivery,
  DeliveryQuery,
  Id,
  PeopleCount,
  PeopleExportQuery,
  PeopleFilter,
  peopleIn,
} from '@doorstep/contracts';
import { CampaignDeliveryStore, CampaignStore } from '@doorstep/database';
import { describeDelivery } from '@doorstep/diagnosis';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { pageOfRows, readCursor } from '../http/cursor.js';
import { notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { exportPeople } from './export-people.js';

const After = z.tuple([z.string(), z.uuid()]);

@Controller('v1/campaigns/:id/deliveries')
export class CampaignDeliveryController {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly deliveries: CampaignDeliveryStore,
  ) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(Delivery, { list: true })
  async page(@Param('id', { schema: Id }) id: string, @Query({ schema: DeliveryQuery }) query: DeliveryQuery) {
    const { limit, cursor, ...filter } = query;
    const after = readAfter(cursor);
    if ((await this.campaigns.summary(id)) === null) throw notFound('campaign');
    const rows = await this.deliveries.page({ campaignId: id, limit: limit + 1, filter, after });
    const page = pageOfRows(rows, limit, (row) => [row.state, row.id]);
    return { ...page, data: page.data.map((row) => ({ ...row, words: describeDelivery(row) })) };
  }

  /** As many as the pages of the same filter hold. A group alone is known without counting. */
  @Get('count')
  @Scopes('campaigns:read')
  @Returns(PeopleCount)
  async count(@Param('id', { schema: Id }) id: string, @Query({ schema: PeopleFilter }) filter: PeopleFilter) {
    const campaign = await this.campaigns.summary(id);
    if (campaign === null) throw notFound('campaign');
    const { group, ...more } = filter;
    const isGroupAlone = group !== undefined && Object.values(more).every((value) => value === undefined);
    return { people: isGroupAlone ? peopleIn(group, campaign.tally) : await this.deliveries.count(id, filter) };
  }

  @Get('export')
  @Scopes('campaigns:read')
  @Returns(null, { as: 'text/csv' })
  async export(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: PeopleExportQuery }) { format, bom, ...filter }: PeopleExportQuery,
    @Res() reply: FastifyReply,
  ) {
    const campaign = await this.campaigns.summary(id);
    if (campaign === null) throw notFound('campaign');
    return reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="people-${id.slice(-12)}.${format}"`)
      .send(exportPeople(this.deliveries, campaign, filter, { format, bom }));
  }
}

function readAfter(cursor: string | undefined): { state: string; id: string } | undefined {
  const key = readCursor(cursor, 2);
  if (key === undefined) return undefined;
  const after = After.safeParse(key);
  if (!after.success) throw problem('bad_cursor', 400, 'This cursor is not one of ours. Begin with the first page.');
  const [state, id] = after.data;
  return { state, id };
}
