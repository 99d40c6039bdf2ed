// The full loop over HTTP: a marked message is sent to a return path of ours; whether it came back is told stage by stage.
import { formatReturnPath, type TokenSigner } from '@doorstep/bounces';
import { Id, LoopTest, NewLoopTest } from '@doorstep/contracts';
import { LoopTestStore } from '@doorstep/database';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { TOKENS } from '../http/dependencies.module.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { loopTestView } from './loop-test-view.js';

const LATEST = 5;

@Controller('v1/loop-tests')
export class LoopTestController {
  constructor(
    private readonly loops: LoopTestStore,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(LoopTest, { list: true })
  async latest() {
    return { data: (await this.loops.latest(LATEST)).map((row) => this.view(row)), nextCursor: null };
  }

  @Get(':id')
  @Scopes('deliverability:read')
  @Returns(LoopTest)
  async one(@Param('id', { schema: Id }) id: string) {
    const row = await this.loops.one(id);
    if (row === null) throw notFound('full-loop test');
    return this.view(row);
  }

  @Post()
  @Scopes('deliverability:write')
  @Returns(LoopTest, { status: 201 })
  async start(@Body({ schema: NewLoopTest }) body: NewLoopTest, @Actor() { label }: Actor) {
    const row = await this.loops.add(body.sendingDomainId, body.waitMinutes, label);
    if (row === null) throw notFound('sending domain');
    return this.view(row);
  }

  private view(row: Parameters<typeof loopTestView>[0]) {
    return loopTestView(row, formatReturnPath(this.tokens.sign('return', row.id), row.returnPathDomain));
  }
}
