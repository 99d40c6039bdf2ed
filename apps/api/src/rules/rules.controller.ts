// Classification rules over HTTP: own ones with their order and versions, ours to read, the replies no rule knows.
import { builtInRules } from '@doorstep/bounces';
import {
  BuiltInRuleView,
  Id,
  NewRule,
  RuleChange,
  RuleExplanation,
  RuleExport,
  RuleImportResult,
  RuleOrder,
  RuleQuestion,
  RuleVersion,
  RuleView,
  UnknownReply,
} from '@doorstep/contracts';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Actor } from '../http/actor.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { RuleService } from './rules.service.js';

const RuleQuery = z.object({ deleted: z.enum(['yes', 'no']).default('no').describe('Deleted ones, too') });
type RuleQuery = z.infer<typeof RuleQuery>;
const UnknownQuery = z.object({
  days: z.coerce.number().int().min(1).max(365).default(90).describe('How far back'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type UnknownQuery = z.infer<typeof UnknownQuery>;

@Controller('v1/rules')
export class RuleController {
  constructor(private readonly service: RuleService) {}

  /** All of them, in the order they are asked. */
  @Get()
  @Scopes('deliverability:read')
  @Returns(RuleView, { list: true })
  async page(@Query({ schema: RuleQuery }) { deleted }: RuleQuery) {
    return { data: await this.service.all(deleted === 'yes'), nextCursor: null };
  }

  @Get('built-in')
  @Scopes('deliverability:read')
  @Returns(BuiltInRuleView, { list: true })
  builtIn() {
    return { data: builtInRules, nextCursor: null };
  }

  @Get('unknown')
  @Scopes('deliverability:read')
  @Returns(UnknownReply, { list: true })
  async unknown(@Query({ schema: UnknownQuery }) { days, limit }: UnknownQuery) {
    return { data: await this.service.unknown(days, limit), nextCursor: null };
  }

  @Get('explain')
  @Scopes('deliverability:read')
  @Returns(RuleExplanation)
  explain(@Query({ schema: RuleQuestion }) question: RuleQuestion) {
    return this.service.explain(question);
  }

  @Get('export')
  @Scopes('deliverability:read')
  @Returns(RuleExport)
  export() {
    return this.service.export();
  }

  /** By slug: new ones are added, others changed, none taken away. */
  @Post('import')
  @Scopes('deliverability:write')
  @Returns(RuleImportResult)
  import(@Body({ schema: RuleExport }) body: RuleExport, @Actor() actor: Actor) {
    return this.service.import(body, actor.label);
  }

  @Post('order')
  @Scopes('deliverability:write')
  @Returns(RuleView, { list: true })
  async order(@Body({ schema: RuleOrder }) { ids }: RuleOrder) {
    return { data: await this.service.order(ids), nextCursor: null };
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(RuleView)
  one(@Param('id', { schema: Id }) id: string) {
    return this.service.one(id);
  }

  /** Every form it has had, newest first. */
  @Get(':id/versions')
  @Scopes('deliverability:read')
  @Returns(RuleVersion, { list: true })
  async versions(@Param('id', { schema: Id }) id: string) {
    return { data: await this.service.versions(id), nextCursor: null };
  }

  @Post()
  @Scopes('deliverability:write')
  @Returns(RuleView, { status: 201 })
  add(@Body({ schema: NewRule }) body: NewRule, @Actor() actor: Actor) {
    return this.service.add(body, actor.label);
  }

  @Patch(':id')
  @Scopes('deliverability:write')
  @Returns(RuleView)
  change(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RuleChange }) change: RuleChange,
    @Actor() actor: Actor,
  ) {
    return this.service.change(id, change, actor.label);
  }

  /** It can be brought back. */
  @Delete(':id')
  @Scopes('deliverability:write')
  @Returns(null)
  remove(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.service.remove(id, actor.label);
  }

  @Post(':id/restore')
  @Scopes('deliverability:write')
  @Returns(RuleView)
  restore(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    return this.service.restore(id, actor.label);
  }
}
