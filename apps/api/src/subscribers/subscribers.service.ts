// Adding a subscriber: an address that has a past is told first, and the past is never undone by adding it.
import {
  type NewSubscriber,
  type Page,
  parseAddress,
  type SubscriberChange,
  type SubscriberFilter,
  type SubscriberQuery,
} from '@doorstep/contracts';
import { CustomFieldStore, type SortKey, type SubscriberRow, SubscriberStore, sortKeyOf } from '@doorstep/database';
import { suggestDomain } from '@doorstep/diagnosis';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readFields } from '../fields/read-fields.js';
import { pageOfRows, readCursor } from '../http/cursor.js';
import { problem } from '../http/problem.js';
import { pastInWords } from './past-in-words.js';
import { readAddress } from './read-address.js';

@Injectable()
export class SubscriberService {
  constructor(
    private readonly subscribers: SubscriberStore,
    private readonly customFields: CustomFieldStore,
  ) {}

  async page({ limit, cursor, ...asked }: SubscriberQuery): Promise<Page<SubscriberRow>> {
    const filter = readFilter(asked);
    const key = sortKeyOf(filter);
    const rows = await this.subscribers.page({ limit: limit + 1, filter, after: readAfter(cursor, key) });
    return pageOfRows(rows, limit, (row) => [row[key]]);
  }

  count(asked: SubscriberFilter): Promise<number> {
    return this.subscribers.count(readFilter(asked));
  }

  /** @returns the address with the well-known domain that was probably meant; null when there is nothing to ask */
  async meant(text: string): Promise<string | null> {
    const parsed = parseAddress(text.trim());
    if (!parsed.isValid) return null;
    const domain = suggestDomain(parsed.domainName);
    if (domain === null || (await this.subscribers.domainTookMail(parsed.domainName))) return null;
    return `${parsed.spelling.slice(0, parsed.spelling.lastIndexOf('@'))}@${domain}`;
  }

  async add(body: NewSubscriber, actor: string): Promise<SubscriberRow> {
    const { acknowledgePast, address, name, fields, listIds, consentSource } = body;
    const known = readAddress(address);
    if (!acknowledgePast) await this.mustHaveNoPast(known.normalized);
    const added = {
      ...known,
      name: name?.trim() || null,
      fields: readFields(await this.customFields.all(), fields),
      listIds,
      consentSource: consentSource?.trim() || null,
    };
    return this.subscribers.add(added, actor);
  }

  /** @returns null when she is gone */
  async change(id: string, change: SubscriberChange, actor: string): Promise<SubscriberRow | null> {
    if (change.fields === undefined) return this.subscribers.change(id, change, actor);
    const fields = readFields(await this.customFields.all(), change.fields);
    return this.subscribers.change(id, { ...change, fields }, actor);
  }

  private async mustHaveNoPast(normalized: string): Promise<void> {
    const past = await this.subscribers.past(normalized);
    if (past !== null) throw problem('address_has_past', 409, pastInWords(normalized, past));
  }
}

/** A search of blanks is none. */
export function readFilter({ search, ...filter }: SubscriberFilter): SubscriberFilter {
  const asked = search?.trim();
  return asked ? { ...filter, search: asked } : filter;
}

function readAfter(cursor: string | undefined, key: SortKey): string | undefined {
  const after = readCursor(cursor)?.[0];
  if (after === undefined) return undefined;
  const isOurs = key === 'address' ? typeof after === 'string' : z.uuid().safeParse(after).success;
  if (!isOurs) throw problem('bad_cursor', 400, 'This cursor is not one of ours. Begin with the first page.');
  return after as string;
}
