// Files that come piece by piece (tus 1.0.0): kept in the data folder until they are whole, also over a restart, for a day.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { Config } from '@doorstep/config';
import { Inject, Injectable } from '@nestjs/common';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { z } from 'zod';
import { CONFIG } from '../http/dependencies.module.js';
import { problemBody } from '../http/problem.js';
import { problemFrom } from '../http/problem-from.js';
import { toWire } from '../http/returns.js';
import { ImportService } from './imports.service.js';
import { FOLDER, MAX_BYTES } from './uploads.js';

export const UPLOADS_PATH = '/v1/imports/uploads';

/** What was begun and not ended is forgotten after this. */
const KEPT_MS = 24 * 3_600_000;

const Metadata = z.object({
  filename: z.string().trim().min(1).max(255).catch('people.csv'),
  corrects: z.uuid().optional().catch(undefined),
});

@Injectable()
export class ResumableUploads {
  private readonly server: Server;
  private readonly sender = new AsyncLocalStorage<string>();
  private readonly folder: string;

  constructor(
    private readonly imports: ImportService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.folder = path.join(config.dataDir, FOLDER, 'unfinished');
    this.server = new Server({
      path: UPLOADS_PATH,
      datastore: new FileStore({ directory: this.folder, expirationPeriodInMilliseconds: KEPT_MS }),
      maxSize: MAX_BYTES,
      relativeLocation: true,
      respectForwardedHeaders: false,
      namingFunction: () => randomUUID(),
      onUploadFinish: async (_request, { id, metadata }) => this.adopt(id, metadata ?? {}),
    });
  }

  /** Answers one call of the protocol. @param actor who sends it, already known to be allowed to */
  async handle(request: IncomingMessage, response: ServerResponse, actor: string): Promise<void> {
    if (request.method === 'POST') await this.server.cleanUpExpiredUploads();
    await this.sender.run(actor, () => this.server.handle(request, response));
  }

  /** The whole file becomes an import; what it is answers the last piece. */
  private async adopt(id: string, metadata: Record<string, string | null>) {
    const { filename: fileName, corrects } = Metadata.parse({
      filename: metadata.filename ?? undefined,
      corrects: metadata.corrects ?? undefined,
    });
    const storedAs = path.join(FOLDER, `${randomUUID()}.csv`);
    try {
      await rename(path.join(this.folder, id), path.join(this.config.dataDir, storedAs));
      await rm(path.join(this.folder, `${id}.json`), { force: true });
      const made = await this.imports.adopt({ fileName, corrects }, storedAs, this.sender.getStore() ?? 'somebody');
      return answer(201, 'application/json', toWire(made));
    } catch (error) {
      const told = problemFrom(error);
      return answer(told.status, 'application/problem+json', problemBody(told, UPLOADS_PATH, id));
    }
  }
}

function answer(status: number, type: string, body: unknown) {
  return { status_code: status, headers: { 'content-type': `${type}; charset=utf-8` }, body: JSON.stringify(body) };
}
