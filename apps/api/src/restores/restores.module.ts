// A restored backup over HTTP: what is held since, and one press that lets it go on.
import { OpenRestore, RestoreDecision } from '@doorstep/contracts';
import { RestoreStore, SeriesStore } from '@doorstep/database';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { CampaignService } from '../campaigns/campaigns.service.js';
import { problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/restored-backup')
export class RestoreController {
  constructor(
    private readonly restores: RestoreStore,
    private readonly series: SeriesStore,
    private readonly campaigns: CampaignService,
  ) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(OpenRestore)
  async open() {
    return { restored: await this.restores.open() };
  }

  /** Whatever cannot be resumed, for a reason its page tells, stays paused. */
  @Post()
  @HttpCode(200)
  @Scopes('campaigns:send')
  @Returns(OpenRestore)
  async decide(@Body({ schema: RestoreDecision }) { resume }: RestoreDecision) {
    const restored = await this.restores.open();
    if (restored === null) throw problem('nothing_held', 409, 'Nothing waits since a backup was restored.');
    const going = restored.campaigns.filter(
      ({ mayHaveGone }) => resume === 'all' || (resume === 'safe' && !mayHaveGone),
    );
    for (const { id } of going) await this.campaigns.resumeIfReady(id);
    if (resume !== 'none') for (const { id } of restored.series) await this.series.resume(id);
    await this.restores.settle(restored.id);
    return this.open();
  }
}

@Module({ imports: [CampaignsModule], controllers: [RestoreController] })
export class RestoresModule {}
