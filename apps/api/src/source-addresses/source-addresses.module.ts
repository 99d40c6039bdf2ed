// The addresses mail goes out from over HTTP: listed with their use, added, changed, checked, deleted while unused.
import { Id, NewSourceAddress, SourceAddress, SourceAddressChange, SourceAddressCheck } from '@doorstep/contracts';
import { Body, Controller, Delete, Get, Module, Param, Patch, Post } from '@nestjs/common';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { SourceAddressService } from './source-addresses.service.js';

@Controller('v1/source-addresses')
export class SourceAddressController {
  constructor(private readonly service: SourceAddressService) {}

  @Get()
  @Scopes('settings:read')
  @Returns(SourceAddress, { list: true })
  async page() {
    return { data: await this.service.all(), nextCursor: null };
  }

  @Post()
  @Scopes('settings:write')
  @Returns(SourceAddress, { status: 201 })
  add(@Body({ schema: NewSourceAddress }) body: NewSourceAddress) {
    return this.service.add(body);
  }

  @Patch(':id')
  @Scopes('settings:write')
  @Returns(SourceAddress)
  change(@Param('id', { schema: Id }) id: string, @Body({ schema: SourceAddressChange }) change: SourceAddressChange) {
    return this.service.change(id, change);
  }

  @Delete(':id')
  @Scopes('settings:write')
  @Returns(null)
  remove(@Param('id', { schema: Id }) id: string) {
    return this.service.remove(id);
  }

  @Post(':id/check')
  @Scopes('settings:write')
  @Returns(SourceAddressCheck)
  check(@Param('id', { schema: Id }) id: string) {
    return this.service.check(id);
  }
}

@Module({ controllers: [SourceAddressController], providers: [SourceAddressService] })
export class SourceAddressesModule {}
