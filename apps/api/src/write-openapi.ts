// Writes apps/api/openapi.json without a database or a port: `npm run openapi -w @doorstep/api`.
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { openApiText } from './openapi/openapi-text.js';

await writeFile(new URL('../openapi.json', import.meta.url), await openApiText());
