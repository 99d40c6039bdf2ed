// Uploads of subscriber lists: seen, set and begun here; carried out by apps/worker.
import { Module } from '@nestjs/common';
import { ImportController } from './imports.controller.js';
import { ImportService } from './imports.service.js';
import { ResumableUploads } from './resumable-uploads.js';
import { UploadController } from './uploads.controller.js';

@Module({ controllers: [UploadController, ImportController], providers: [ImportService, ResumableUploads] })
export class ImportsModule {}
