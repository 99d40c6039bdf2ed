// Who is here: set-up, sign-in by link, sessions, the account behind a request.
import type { Config } from '@doorstep/config';
import type { Database } from '@doorstep/database';
import { Global, Module } from '@nestjs/common';
import { CONFIG, DATABASE } from '../http/dependencies.module.js';
import { makeSessions, SESSIONS } from './sessions.js';
import { SetupController } from './setup.controller.js';

@Global()
@Module({
  controllers: [SetupController],
  providers: [
    {
      provide: SESSIONS,
      useFactory: (config: Config, database: Database) => makeSessions(config, database),
      inject: [CONFIG, DATABASE],
    },
  ],
  exports: [SESSIONS],
})
export class AuthModule {}
