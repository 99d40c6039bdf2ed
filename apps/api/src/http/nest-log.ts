// Nest's own words as lines of the one JSON log.
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

export class NestLog implements LoggerService {
  constructor(private readonly to: Logger) {}

  /** Nest tells of every route at start: that is for debugging. */
  log(message: unknown) {
    this.to.debug(String(message));
  }
  error(message: unknown, ...more: unknown[]) {
    this.to.error({ more: more.map(String) }, String(message));
  }
  warn(message: unknown) {
    this.to.warn(String(message));
  }
  debug(message: unknown) {
    this.to.trace(String(message));
  }
  verbose(message: unknown) {
    this.to.trace(String(message));
  }
}
