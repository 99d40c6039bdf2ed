// The overview over HTTP: what needs you, what runs, the last days, the machine.
import type { Config } from '@doorstep/config';
import { Overview, OverviewQuery } from '@doorstep/contracts';
import { CampaignStore, OverviewStore, SystemStore } from '@doorstep/database';
import { Controller, Get, Inject, Module, Query } from '@nestjs/common';
import { spanOf } from '../deliverability/result-span.js';
import { CONFIG } from '../http/dependencies.module.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { checklist } from './checklist.js';
import { needsYou } from './needs-you.js';
import { systemChecks } from './system-checks.js';

const MOST_RUNNING = 10;
const DAY_MS = 86_400_000;

@Controller('v1/overview')
export class OverviewController {
  constructor(
    private readonly overview: OverviewStore,
    private readonly campaigns: CampaignStore,
    private readonly system: SystemStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Scopes('campaigns:read', 'deliverability:read')
  @Returns(Overview)
  async read(@Query({ schema: OverviewQuery }) query: OverviewQuery) {
    const { mode } = this.config;
    const days = Number(query.days);
    const span = spanOf({ days }, new Date(), null);
    const spanBefore = { from: new Date(span.from.getTime() - days * DAY_MS), until: span.from };
    const factsWithClock = this.overview.facts().then((facts) => ({ facts, here: new Date() }));
    const [{ facts, here }, running, lastDays, before, workers, oldestDueSeconds] = await Promise.all([
      factsWithClock,
      this.campaigns.running(MOST_RUNNING),
      this.overview.countsIn(span),
      this.overview.countsIn(spanBefore),
      this.system.workers(),
      this.system.oldestDueSeconds(),
    ]);
    return {
      mode,
      running,
      needsYou: needsYou(facts, workers[0]?.secondsAgo ?? null),
      checklist: checklist(mode, facts),
      lastDays: { days, ...lastDays, before },
      system: systemChecks({ workers, oldestDueSeconds, facts, here }),
    };
  }
}

@Module({ controllers: [OverviewController] })
export class OverviewModule {}
