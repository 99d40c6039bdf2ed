// The DKIM keys of a sending domain over HTTP: what stands where, and every move of an exchange.
import { DkimRotation, DkimSwitch, Id, NewDkimKeys } from '@doorstep/contracts';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { AuditAs } from '../http/audit.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { DkimService } from './dkim.service.js';

const Selector = z.string().regex(/^[a-z0-9-]{1,63}$/);

@Controller('v1/sending-domains')
export class DkimController {
  constructor(private readonly service: DkimService) {}

  @Get(':id/dkim')
  @Scopes('deliverability:read')
  @Returns(DkimRotation)
  dkim(@Param('id', { schema: Id }) id: string) {
    return this.service.one(id);
  }

  @Post(':id/dkim/next')
  @Scopes('deliverability:write')
  @AuditAs('sending-domains.make_next_dkim_key')
  @Returns(DkimRotation, { status: 201 })
  makeNext(@Param('id', { schema: Id }) id: string, @Body({ schema: NewDkimKeys }) { withEd25519 }: NewDkimKeys) {
    return this.service.makeNext(id, withEd25519);
  }

  @Delete(':id/dkim/next')
  @Scopes('deliverability:write')
  @AuditAs('sending-domains.discard_next_dkim_key')
  @Returns(DkimRotation)
  discardNext(@Param('id', { schema: Id }) id: string) {
    return this.service.discardNext(id);
  }

  @Post(':id/dkim/look')
  @Scopes('deliverability:write')
  @AuditAs('sending-domains.look_for_dkim_records')
  @Returns(DkimRotation)
  look(@Param('id', { schema: Id }) id: string) {
    return this.service.look(id);
  }

  @Post(':id/dkim/switch')
  @Scopes('deliverability:write')
  @AuditAs('sending-domains.switch_dkim_key')
  @Returns(DkimRotation)
  switchToNext(@Param('id', { schema: Id }) id: string, @Body({ schema: DkimSwitch }) { at }: DkimSwitch) {
    return this.service.switchToNext(id, at);
  }

  @Delete(':id/dkim/switch')
  @Scopes('deliverability:write')
  @AuditAs('sending-domains.take_back_dkim_switch')
  @Returns(DkimRotation)
  takePlanBack(@Param('id', { schema: Id }) id: string) {
    return this.service.takePlanBack(id);
  }

  @Post(':id/dkim/switch-back')
  @Scopes('deliverability:write')
  @AuditAs('sending-domains.switch_dkim_key_back')
  @Returns(DkimRotation)
  switchBack(@Param('id', { schema: Id }) id: string) {
    return this.service.switchBack(id);
  }

  @Delete(':id/dkim/keys/:selector')
  @Scopes('deliverability:write')
  @AuditAs('sending-domains.remove_dkim_key')
  @Returns(DkimRotation)
  removeKey(@Param('id', { schema: Id }) id: string, @Param('selector', { schema: Selector }) selector: string) {
    return this.service.remove(id, selector);
  }
}
