// Rules: what replies mean, and replays of the history after a change.
import { Module } from '@nestjs/common';
import { RuleReplayController } from './replays.controller.js';
import { RuleController } from './rules.controller.js';
import { RuleService } from './rules.service.js';

@Module({ controllers: [RuleController, RuleReplayController], providers: [RuleService] })
export class RulesModule {}
