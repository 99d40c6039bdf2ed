// The time zone of the account over HTTP: the one times are meant in unless another is named.
import { AccountTimeZone } from '@doorstep/contracts';
import { SettingStore } from '@doorstep/database';
import { Body, Controller, Get, Module, Put } from '@nestjs/common';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/time-zone')
export class TimeZoneController {
  constructor(private readonly settings: SettingStore) {}

  @Get()
  @Scopes('campaigns:read')
  @Returns(AccountTimeZone)
  async read() {
    return { timeZone: await this.settings.timeZone() };
  }

  @Put()
  @Scopes('settings:write')
  @Returns(AccountTimeZone)
  async set(@Body({ schema: AccountTimeZone }) { timeZone }: AccountTimeZone) {
    await this.settings.setTimeZone(timeZone);
    return { timeZone };
  }
}

@Module({ controllers: [TimeZoneController] })
export class TimeZoneModule {}
