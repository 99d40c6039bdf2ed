// Uploads of subscriber lists: seen, set and begun here; carried out by apps/worker.
import { Module } from '@nestjs/common';
import { ImportController } from './imports.controller.js';
import { ImportService } from './imports.service.js';

@Module({ controllers: [ImportController], providers: [ImportService] })
export class ImportsModule {}
