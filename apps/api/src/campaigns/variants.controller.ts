// The variants of a campaign: what is tried, choosing one by hand, taking the choice back.
import { AbReport, CampaignVariants, ChooseVariant, Id, NewAbTest } from '@doorstep/contracts';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { VariantService } from './variants.service.js';

@Controller('v1/campaigns/:id/variants')
export class VariantController {
  constructor(private readonly variants: VariantService) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(CampaignVariants)
  written(@Param('id', { schema: Id }) id: string) {
    return this.variants.written(id);
  }

  /** Takes the place of all variants there were. */
  @Put()
  @Scopes('campaigns:write')
  @Returns(CampaignVariants)
  write(@Param('id', { schema: Id }) id: string, @Body({ schema: NewAbTest }) body: NewAbTest, @Actor() actor: Actor) {
    return this.variants.write(id, body, actor.label);
  }

  /** Everybody gets the campaign as it is. */
  @Delete()
  @Scopes('campaigns:write')
  @Returns(null)
  remove(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.variants.remove(id, actor.label);
  }

  /** The rest gets this variant after the hold; until then it can be undone. */
  @Post('choose')
  @Scopes('campaigns:send')
  @Returns(AbReport)
  choose(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ChooseVariant }) { variant }: ChooseVariant,
    @Actor() actor: Actor,
  ) {
    return this.variants.choose(id, variant, actor.label);
  }

  @Post('undo')
  @Scopes('campaigns:send')
  @Returns(AbReport)
  undo(@Param('id', { schema: Id }) id: string) {
    return this.variants.undo(id);
  }
}
