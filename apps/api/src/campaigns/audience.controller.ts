// Who gets a campaign: the sum, and the people behind each of its numbers.
import { AudiencePeopleQuery, AudiencePerson, CampaignAudience, Id } from '@doorstep/contracts';
import { type AudiencePlace, CampaignAudienceStore } from '@doorstep/database';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { pageOfRows, readCursor } from '../http/cursor.js';
import { notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { audienceInWords } from './audience-words.js';

const Place = z.tuple([z.enum(['now', 'plan']), z.uuid(), z.union([z.string().max(20), z.number().int()])]);

@Controller('v1/campaigns/:id/audience')
export class CampaignAudienceController {
  constructor(private readonly audiences: CampaignAudienceStore) {}

  /** Counted as the plan will judge them; from the frozen rows once it is planned. */
  @Get()
  @Scopes('campaigns:read')
  @Returns(CampaignAudience)
  async counts(@Param('id', { schema: Id }) id: string) {
    const counts = await this.audiences.counts(id);
    if (counts === null) throw notFound('campaign');
    return audienceInWords(counts);
  }

  /** Exactly the people a number of the sum counts. */
  @Get('people')
  @Scopes('campaigns:read', 'subscribers:read')
  @Returns(AudiencePerson, { list: true })
  async people(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: AudiencePeopleQuery }) { share, limit, cursor }: AudiencePeopleQuery,
  ) {
    const rows = await this.audiences.people(id, { share, limit: limit + 1, after: readPlace(cursor) });
    return pageOfRows(rows, limit, (row) => row.place);
  }
}

function readPlace(cursor: string | undefined): AudiencePlace | undefined {
  const key = readCursor(cursor, 3);
  if (key === undefined) return undefined;
  const place = Place.safeParse(key);
  const isOfItsKind = place.success && (typeof place.data[2] === 'number') === (place.data[0] === 'now');
  if (!isOfItsKind) throw problem('bad_cursor', 400, 'This cursor is not one of ours. Begin with the first page.');
  return place.data;
}
