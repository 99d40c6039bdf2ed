// GET /v1/openapi.json: the description of this API, for anybody.
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Returns } from '../http/returns.js';
import { RouteRules } from '../http/route-rules.js';
import { Public } from '../http/scopes.js';
import { openApiDocument } from './document.js';

@Controller('v1/openapi.json')
export class OpenApiController {
  private readonly rules: RouteRules;

  constructor(discovery: DiscoveryService, scanner: MetadataScanner) {
    this.rules = new RouteRules(discovery, scanner);
  }

  @Get()
  @Public()
  @Returns(null, { as: 'application/json' })
  document() {
    return openApiDocument(this.rules.all());
  }
}

@Module({ imports: [DiscoveryModule], controllers: [OpenApiController] })
export class OpenApiModule {}
