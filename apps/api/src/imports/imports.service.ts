// What an upload goes through before the worker has it: stored, looked at, its settings proven.
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '@doorstep/config';
import { type ColumnTarget, type ImportSettings, isOwnField } from '@doorstep/contracts';
import { type DetectedFile, ImportStore, ImportUndoStore, type ImportView } from '@doorstep/database';
import type { Producer } from '@doorstep/queues';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, PRODUCER } from '../http/dependencies.module.js';
import { fieldProblem, notFound, problem } from '../http/problem.js';
import { detectFile } from './detect-file.js';
import { columnsBeforeOurs } from './rejected-csv.js';
import { unpack, unpackSheet } from './unpack.js';
import { removeUpload, storeUpload } from './uploads.js';

export interface UploadedAs {
  readonly fileName: string;
  /** The import whose rejected rows it is said to bring. */
  readonly corrects?: string | undefined;
}

@Injectable()
export class ImportService {
  constructor(
    private readonly imports: ImportStore,
    private readonly undos: ImportUndoStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PRODUCER) private readonly producer: Producer,
  ) {}

  async one(id: string): Promise<ImportView> {
    const found = await this.imports.one(id);
    if (found === null) throw notFound('import');
    return found;
  }

  /** @param body the file itself, streamed */
  async upload(as: UploadedAs, body: Readable, createdBy: string): Promise<ImportView> {
    return this.adopt(as, (await storeUpload(this.config.dataDir, body)).storedAs, createdBy);
  }

  /** A file that lies in the data folder becomes an import, or goes. */
  async adopt({ fileName, corrects }: UploadedAs, uploadedAs: string, createdBy: string): Promise<ImportView> {
    const { dataDir } = this.config;
    const stored = await unpack(dataDir, uploadedAs, await this.imports.lastSheet(fileName));
    try {
      const detected = await this.recognise(await detectFile(path.join(dataDir, stored.storedAs)), corrects);
      return await this.one(await this.imports.add({ ...stored, ...detected, fileName, createdBy }));
    } catch (error) {
      await this.remove({ storedAs: stored.storedAs, packedAs: stored.workbook?.packedAs ?? null });
      throw error;
    }
  }

  /** Columns that were seen before are what they were then; an error file of ours brings the settings of its import along. */
  private async recognise(file: DetectedFile, wanted?: string) {
    const headers = file.columns.map(({ header }) => header);
    if (!file.hasHeader) return file;
    const own = columnsBeforeOurs(headers);
    const corrects = own && (await this.imports.lastWith(own, wanted));
    const known = corrects ?? (await this.imports.lastWith(headers));
    if (known === null) return file;
    const mapping = headers.map((_, i) => known.mapping[i] ?? 'ignore');
    const columns = file.columns.map((column, i) => ({
      ...column,
      guess: mapping[i] ?? column.guess,
      confidence: 'remembered' as const,
    }));
    return { ...file, columns, ...(corrects && { corrects: { ...corrects, mapping } }) };
  }

  async change(id: string, settings: ImportSettings): Promise<ImportView> {
    const { encoding, delimiter, hasHeader, sheet: wanted, consentAt, ...others } = settings;
    const known = await this.one(id);
    if (consentAt && new Date(consentAt) > new Date())
      throw fieldProblem('consentAt', 'in_future', 'Nobody can have agreed on a day that is still to come.');
    const sheet = wanted === undefined ? undefined : await this.otherSheet(id, known, wanted);
    const isReadAnew = encoding ?? delimiter ?? hasHeader ?? sheet;
    try {
      const detected = isReadAnew === undefined ? undefined : await this.detectAgain(id, known, settings, sheet);
      if (settings.mapping) proveMapping(settings.mapping, (detected?.columns ?? known.columns ?? []).length);
      const before = sheet && (await this.imports.storedAs(id));
      await this.imports.change(id, {
        ...others,
        detected,
        sheet,
        consentAt: consentAt ? new Date(consentAt) : undefined,
      });
      if (before) await removeUpload(this.config.dataDir, before);
    } catch (error) {
      if (sheet) await removeUpload(this.config.dataDir, sheet.storedAs);
      throw error;
    }
    return this.one(id);
  }

  /** Reads the rows of another sheet of its workbook. */
  private async otherSheet(id: string, { sheets }: ImportView, name: string) {
    const packedAs = (await this.imports.files(id))?.packedAs;
    if (!packedAs || !sheets.includes(name))
      throw fieldProblem('sheet', 'unknown_sheet', `There is no sheet “${name}” in this file.`);
    return { name, storedAs: (await unpackSheet(this.config.dataDir, packedAs, name)).storedAs };
  }

  async check(id: string): Promise<ImportView> {
    this.proveReady(await this.one(id));
    await this.imports.beginCheck(id);
    return this.wake(id);
  }

  async begin(id: string): Promise<ImportView> {
    this.proveReady(await this.one(id));
    await this.imports.beginImport(id);
    return this.wake(id);
  }

  async cancel(id: string): Promise<ImportView> {
    await this.imports.cancel(id);
    await this.remove(await this.imports.files(id));
    return this.one(id);
  }

  async pause(id: string): Promise<ImportView> {
    await this.imports.pause(id);
    return this.one(id);
  }

  async resume(id: string): Promise<ImportView> {
    await this.imports.resume(id);
    return this.wake(id);
  }

  private async remove(files: { readonly storedAs: string; readonly packedAs: string | null } | null): Promise<void> {
    if (files === null) return;
    await removeUpload(this.config.dataDir, files.storedAs);
    if (files.packedAs !== null) await removeUpload(this.config.dataDir, files.packedAs);
  }

  /** What taking it back would do, as things stand now. */
  async undoPreview(id: string) {
    const { undoUntil } = await this.one(id);
    return { isPossible: undoUntil !== null, until: undoUntil, counts: await this.undos.preview(id) };
  }

  async undo(id: string, actor: string): Promise<ImportView> {
    await this.undos.begin(id, actor);
    return this.wake(id);
  }

  private async wake(importId: string): Promise<ImportView> {
    await this.producer.add('import', { importId });
    return this.one(importId);
  }

  private async detectAgain(
    id: string,
    known: ImportView,
    { encoding, delimiter, hasHeader }: ImportSettings,
    sheet: { readonly storedAs: string } | undefined,
  ) {
    const storedAs = sheet?.storedAs ?? (await this.imports.storedAs(id));
    if (storedAs === null) throw notFound('import');
    const file = path.join(this.config.dataDir, storedAs);
    if (sheet) return this.recognise(await detectFile(file, { hasHeader }));
    return detectFile(file, {
      encoding: encoding ?? known.encoding ?? undefined,
      delimiter: delimiter ?? known.delimiter ?? undefined,
      hasHeader: hasHeader ?? known.hasHeader,
    });
  }

  private proveReady({ mapping, consentSource, consentAt }: ImportView): void {
    if (mapping === null) throw fieldProblem('mapping', 'missing', 'Say first what each column holds.');
    if (consentSource === null)
      throw fieldProblem('consentSource', 'missing', 'Say where these people agreed to get your newsletter.');
    if (consentAt === null && !mapping.includes('consent_at'))
      throw fieldProblem('consentAt', 'missing', 'Say since when they agreed, or name the column that says it.');
  }
}

function proveMapping(mapping: readonly ColumnTarget[], columnCount: number): void {
  const wrong = (detail: string) => fieldProblem('mapping', 'invalid_mapping', detail);
  if (mapping.length !== columnCount)
    throw problem('invalid_mapping', 422, `The file has ${columnCount} columns; ${mapping.length} were named.`);
  if (mapping.filter((target) => target === 'address').length !== 1)
    throw wrong('Exactly one column must be the address.');
  if (mapping.filter((target) => target === 'name').length > 1) throw wrong('Only one column can be the name.');
  if (mapping.filter((target) => target === 'consent_at').length > 1)
    throw wrong('Only one column can be the day they agreed.');
  const fields = mapping.filter((target) => target.startsWith('field:'));
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  if (twice) throw wrong(`Two columns go to the same field "${twice.slice(6)}".`);
  const reserved = fields.find(isOwnField);
  if (reserved) throw wrong(`"${reserved.slice(6)}" is a name of Doorstep's own. Choose another one.`);
}
