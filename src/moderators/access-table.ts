import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type Access, accessOf, mustDeclare } from './access.js';

/** A route and who may use it. */
export interface DeclaredRoute {
  method: string;
  /** With parameters as written, such as `/api/v1/tokens/:id`. */
  path: string;
  handler: string;
  access: Access | undefined;
}

/** Every route of the process with its access. A route that must declare it and does not ends the start. */
@Injectable()
export class AccessTable implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Every route that a controller of the process answers. */
  routes(): DeclaredRoute[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method =
          handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
        if (handler === undefined || method === undefined) return [];
        return pathsOf(metatype, handler).map((path) => ({
          method: RequestMethod[method],
          path,
          handler: `${metatype.name}.${name}`,
          access: accessOf(handler),
        }));
      });
    });
  }

  onModuleInit(): void {
    const silent = this.routes().filter(({ path, access }) => access === undefined && mustDeclare(path));
    if (silent.length === 0) return;
    const names = silent.map(({ method, path, handler }) => `${method} ${path} (${handler})`);
    throw new Error(`routes that do not say who may use them (@Needs or @Public): ${names.join(', ')}`);
  }
}

function pathsOf(controller: object, handler: object): string[] {
  const parts = (target: object) => [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();
  return parts(controller).flatMap((base) =>
    parts(handler).map((path) => `/${base}/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')),
  );
}
