// What bounces lead to over HTTP: the policy with its versions, a change, and what a change would have done.
import {
  ConsequenceChange,
  ConsequencePreview,
  Consequences,
  ConsequenceTrial,
  ConsequenceVersion,
  consequenceDefaults,
} from '@doorstep/contracts';
import { ConsequencePreviewStore, ConsequenceStore } from '@doorstep/database';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

const VERSIONS = 50;

@Controller('v1/consequences')
export class ConsequenceController {
  constructor(
    private readonly policies: ConsequenceStore,
    private readonly previews: ConsequencePreviewStore,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(Consequences)
  async read() {
    const [current, versions] = await Promise.all([this.policies.current(), this.policies.versions(VERSIONS)]);
    return { current, versions, defaults: consequenceDefaults };
  }

  @Post()
  @Scopes('settings:write')
  @Returns(ConsequenceVersion, { status: 201 })
  change(@Body({ schema: ConsequenceChange }) change: ConsequenceChange, @Actor() actor: Actor) {
    return this.policies.change(change.policy, change.reason, change.basedOn, actor.label);
  }

  @Post('preview')
  @Scopes('settings:write')
  @Returns(ConsequencePreview)
  preview(@Body({ schema: ConsequenceTrial }) { policy }: ConsequenceTrial) {
    return this.previews.preview(policy);
  }
}

@Module({ controllers: [ConsequenceController] })
export class ConsequencesModule {}
