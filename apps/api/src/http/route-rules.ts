// Every route of the house: what it takes, who may use it, what it answers. Read once at start, refused when unsaid.
import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { z } from 'zod';
import { RETURNS, type ReturnsRule } from './returns.js';
import { ACCESS, type AccessRule } from './scopes.js';

export interface RouteInput {
  readonly from: 'body' | 'query' | 'param';
  /** Name of the parameter; null for the whole body or query. */
  readonly name: string | null;
  readonly schema: z.ZodType | null;
}

export interface Route {
  readonly method: string;
  /** `/v1/lists/:id` */
  readonly path: string;
  readonly resource: string;
  readonly handler: string;
  readonly access: AccessRule;
  readonly returns: ReturnsRule;
  readonly inputs: readonly RouteInput[];
}

type Handler = (...values: unknown[]) => unknown;
type ArgsMetadata = Record<string, { data?: unknown; schema?: unknown }>;

@Injectable()
export class RouteRules implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Deny by default: a route without @Scopes or @Public, or without @Returns, keeps the API from starting. */
  onModuleInit(): void {
    this.all();
  }

  all(): Route[] {
    return this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (typeof metatype === 'function' ? this.routesOf(metatype) : []));
  }

  private routesOf(controller: object & { prototype?: unknown; name?: string }): Route[] {
    const prototype = controller.prototype as Record<string, Handler>;
    const base = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name]!))
      .map((name) => {
        const handler = prototype[name]!;
        const path = `/${[base, String(Reflect.getMetadata(PATH_METADATA, handler) ?? '')].join('/')}`
          .replace(/\/+/g, '/')
          .replace(/(.)\/$/, '$1');
        const access = Reflect.getMetadata(ACCESS, handler) as AccessRule | undefined;
        const returns = Reflect.getMetadata(RETURNS, handler) as ReturnsRule | undefined;
        const called = `${controller.name ?? 'controller'}.${name} (${path})`;
        if (!access) throw new Error(`${called} says neither @Scopes nor @Public.`);
        if (!returns) throw new Error(`${called} says not what it answers: @Returns is missing.`);
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
        const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as ArgsMetadata | undefined;
        const resource = base.replace(/^\/?v1\//, '');
        return { method, path, resource, handler: name, access, returns, inputs: inputsOf(args ?? {}) };
      });
  }
}

function inputsOf(args: ArgsMetadata): RouteInput[] {
  return Object.entries(args).flatMap(([key, { data, schema }]) => {
    const kind = Number(key.split(':')[0]) as RouteParamtypes;
    const from = kinds.get(kind);
    if (from === undefined) return [];
    return [{ from, name: typeof data === 'string' ? data : null, schema: (schema as z.ZodType | undefined) ?? null }];
  });
}

const kinds = new Map<RouteParamtypes, RouteInput['from']>([
  [RouteParamtypes.BODY, 'body'],
  [RouteParamtypes.QUERY, 'query'],
  [RouteParamtypes.PARAM, 'param'],
]);
