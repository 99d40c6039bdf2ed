// A draft between keyboard and server: what changed, what another window changed, what a reload must not lose.
import type { Campaign, CampaignChange } from '@doorstep/contracts';

/** What the editor's draft holds; other settings of a campaign are saved by the parts that change them. */
export const draftFields = [
  'name',
  'sendingDomainId',
  'fromName',
  'fromLocal',
  'replyTo',
  'subject',
  'previewText',
  'contentKind',
  'contentSource',
  'html',
  'text',
  'listIds',
  'segmentIds',
  'excludedListIds',
  'excludedSegmentIds',
  'maxAgeHours',
  'inDoubtPolicy',
  'tracking',
] as const satisfies readonly (keyof CampaignChange)[];

export type DraftField = (typeof draftFields)[number];
export type DraftFields = Required<Pick<CampaignChange, DraftField>>;

export function fieldsOf(campaign: Campaign): DraftFields {
  const { name, sendingDomainId, fromName, fromLocal, replyTo, subject, html, text, listIds } = campaign;
  const { segmentIds, excludedListIds, excludedSegmentIds } = campaign;
  const { contentKind, contentSource, previewText } = campaign;
  const { maxAgeHours, inDoubtPolicy, tracking } = campaign;
  return {
    ...{ name, sendingDomainId, fromName, fromLocal, replyTo, subject, html, text, listIds },
    ...{ segmentIds, excludedListIds, excludedSegmentIds },
    ...{ contentKind, contentSource, previewText },
    ...{ maxAgeHours, inDoubtPolicy, tracking },
  };
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const pick = (fields: DraftFields, names: readonly DraftField[]): CampaignChange =>
  Object.fromEntries(names.map((name) => [name, fields[name]])) as CampaignChange;

export const changedFields = (local: DraftFields, saved: DraftFields): DraftField[] =>
  draftFields.filter((name) => !isSame(local[name], saved[name]));

/** What the server does not know yet. A name of blanks is not told to it: a campaign has a name. */
export function changeOf(local: DraftFields, saved: DraftFields): CampaignChange {
  const names = changedFields(local, saved).filter((name) => name !== 'name' || local.name.trim() !== '');
  return writable(pick(local, names), local);
}

/** HTML that is compiled from a source is never told to the server: it makes it. */
export function writable<Change extends CampaignChange>(change: Change, { contentKind }: DraftFields): Change {
  if (contentKind === 'html') return change;
  const { html: _, ...rest } = change;
  return rest as Change;
}

export const isEmpty = (change: CampaignChange): boolean => Object.keys(change).length === 0;

export interface Merged {
  readonly fields: DraftFields;
  /** Changed here and elsewhere: what is typed here is kept. */
  readonly conflicts: DraftField[];
}

/** Takes over what another window saved; what was typed here since the last save stands. */
export function mergeServer(local: DraftFields, saved: DraftFields, server: DraftFields): Merged {
  const mine = changedFields(local, saved);
  const theirs = changedFields(server, saved);
  return {
    fields: { ...server, ...pick(local, mine) } as DraftFields,
    conflicts: mine.filter((name) => theirs.includes(name) && !isSame(local[name], server[name])),
  };
}

/** Reads what a reload left behind; anything that does not look like fields of a draft is dropped. */
export function readBackup(stored: string | null): CampaignChange {
  if (stored === null) return {};
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return {};
    const known = Object.entries(value).filter(([name, field]) => isField(name, field));
    return Object.fromEntries(known) as CampaignChange;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isField(name: string, value: unknown): boolean {
  if (!draftFields.includes(name as DraftField)) return false;
  if (['listIds', 'segmentIds', 'excludedListIds', 'excludedSegmentIds'].includes(name))
    return Array.isArray(value) && value.every((id) => typeof id === 'string');
  if (name === 'maxAgeHours') return typeof value === 'number';
  if (name === 'contentKind') return ['html', 'markdown', 'mjml', 'visual'].includes(value as string);
  if (name === 'inDoubtPolicy') return value === 'leave' || value === 'resend';
  if (name === 'tracking') return value === 'off' || value === 'anonymous' || value === 'person';
  if (value === null) return name === 'sendingDomainId' || name === 'replyTo';
  return typeof value === 'string';
}
