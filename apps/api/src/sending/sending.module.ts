// Sending as a whole over HTTP: paused, slowed, resumed by a person; the figures of this minute and the last sixty.
import { LiveFigures, SendingControl, SendingPause, SendingSlow } from '@doorstep/contracts';
import { LiveFigureStore, ObstacleStore, SendingControlStore, SystemStore } from '@doorstep/database';
import type { Producer } from '@doorstep/queues';
import { Body, Controller, Get, Inject, Module, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { PRODUCER } from '../http/dependencies.module.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { isStill, liveFigures } from './live-figures.js';
import { obstaclesOf } from './obstacles.js';

const MINUTES = 60;
/** A wake of lanes names a site; workers look at all of them. */
const EVERY_SITE = '00000000-0000-0000-0000-000000000000';

@Controller('v1/sending')
export class SendingController {
  constructor(
    private readonly control: SendingControlStore,
    private readonly live: LiveFigureStore,
    private readonly system: SystemStore,
    private readonly obstacles: ObstacleStore,
    @Inject(PRODUCER) private readonly producer: Producer,
  ) {}

  @Get()
  @Scopes('deliverability:read')
  @Returns(SendingControl)
  read() {
    return this.control.read();
  }

  @Get('live')
  @Scopes('deliverability:read')
  @Returns(LiveFigures)
  async figures() {
    const [control, minutes, workers, oldestDueSeconds] = await Promise.all([
      this.control.read(),
      this.live.minutes(MINUTES),
      this.live.workers(),
      this.system.oldestDueSeconds(),
    ]);
    const figures = liveFigures({ control, minutes, workers, oldestDueSeconds, now: new Date() });
    if (!isStill(figures)) return { ...figures, obstacles: [] };
    return {
      ...figures,
      obstacles: obstaclesOf({ control, workers: figures.workers, facts: await this.obstacles.facts() }),
    };
  }

  @Post('pause')
  @Scopes('deliverability:write')
  @Returns(SendingControl)
  async pause(@Body({ schema: SendingPause }) { minutes, reason }: SendingPause, @Actor() actor: Actor) {
    await this.control.pause(minutes, reason, actor.label);
    return this.control.read();
  }

  @Post('slow')
  @Scopes('deliverability:write')
  @Returns(SendingControl)
  async slow(@Body({ schema: SendingSlow }) { perMinute, reason }: SendingSlow, @Actor() actor: Actor) {
    await this.control.slow(perMinute, reason, actor.label);
    await this.producer.add('lane', { siteId: EVERY_SITE });
    return this.control.read();
  }

  @Post('resume')
  @Scopes('deliverability:write')
  @Returns(SendingControl)
  async resume() {
    await this.control.resume();
    await this.producer.add('lane', { siteId: EVERY_SITE });
    return this.control.read();
  }
}

@Module({ controllers: [SendingController] })
export class SendingModule {}
