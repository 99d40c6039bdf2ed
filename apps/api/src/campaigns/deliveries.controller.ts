// The deliveries of a campaign over HTTP: who got it, who did not and why, in words.
import { Delivery, DeliveryQuery, Id } from '@doorstep/contracts';
import { CampaignDeliveryStore, CampaignStore } from '@doorstep/database';
import { describeDelivery } from '@doorstep/diagnosis';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { pageOfRows, readCursor } from '../http/cursor.js';
import { notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

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
    const { limit, state, category } = query;
    const after = readAfter(query.cursor);
    if ((await this.campaigns.summary(id)) === null) throw notFound('campaign');
    const rows = await this.deliveries.page({ campaignId: id, limit: limit + 1, state, category, after });
    const page = pageOfRows(rows, limit, (row) => [row.state, row.id]);
    return { ...page, data: page.data.map((row) => ({ ...row, words: describeDelivery(row) })) };
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
