// A draft that saves itself: after a short rest of the typing, again after a fault, and nothing is lost by a reload.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../client/api';
import { campaigns } from '../client/campaigns';
import { campaignKey, campaignsKey } from './campaigns-key';
import { changeOf, type DraftField, type DraftFields, fieldsOf, isEmpty, mergeServer, readBackup } from './draft';

const REST_MS = 700;
const RETRY_MS = 10_000;

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';

export interface Draft {
  readonly fields: DraftFields;
  readonly set: <Name extends DraftField>(name: Name, value: DraftFields[Name]) => void;
  readonly saveState: SaveState;
  readonly error: Error | null;
  /** Fields that were changed in another window too; what is typed here stands. */
  readonly conflicts: readonly DraftField[];
  readonly faultOf: (name: DraftField) => string | undefined;
  readonly saveNow: () => void;
  readonly dismissConflicts: () => void;
  /** Cannot be reached at present: it is tried again by itself. */
  readonly isOffline: boolean;
}

const isChangedElsewhere = (fault: unknown): boolean => fault instanceof ApiProblem && fault.status === 412;

const backupKey = (id: string): string => `doorstep.draft.${id}`;

export function useDraft(campaign: Campaign): Draft {
  const { id } = campaign;
  const queryClient = useQueryClient();
  const [fields, setFields] = useState<DraftFields>(() => ({
    ...fieldsOf(campaign),
    ...readBackup(localStorage.getItem(backupKey(id))),
  }));
  const [saved, setSaved] = useState<DraftFields>(() => fieldsOf(campaign));
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [conflicts, setConflicts] = useState<DraftField[]>([]);
  const knownAt = useRef(campaign.updatedAt);
  /** The next save must not go into the version that somebody else just wrote. */
  const mustKeep = useRef(false);
  const latest = useRef({ fields, saved, isSaving });
  latest.current = { fields, saved, isSaving };
  const change = changeOf(fields, saved);
  const isDirty = !isEmpty(change);

  /** Somebody was faster: their fields are taken over, those typed here stand and are saved next. */
  const meet = useCallback(async () => {
    try {
      const theirs = await campaigns.one(id);
      mustKeep.current = true;
      queryClient.setQueryData(campaignKey(id), theirs);
    } catch (fault) {
      setError(fault as Error);
    }
  }, [id, queryClient]);

  const save = useCallback(async () => {
    const { fields: current, saved: known, isSaving: isBusy } = latest.current;
    const wanted = changeOf(current, known);
    if (isBusy || isEmpty(wanted)) return;
    setIsSaving(true);
    try {
      const kept = mustKeep.current ? { ...wanted, keepVersion: true } : wanted;
      const answer = await campaigns.change(id, kept, knownAt.current);
      mustKeep.current = false;
      knownAt.current = answer.updatedAt;
      // What was told counts as saved as it was typed: trimming it now would take blanks from under the typing hand.
      setSaved({ ...fieldsOf(answer), ...wanted });
      setFields((now) => mergeServer(now, { ...known, ...wanted }, { ...fieldsOf(answer), ...wanted }).fields);
      setError(null);
      queryClient.setQueryData(campaignKey(id), answer);
      void queryClient.invalidateQueries({ queryKey: [...campaignKey(id), 'preflight'] });
      void queryClient.invalidateQueries({ queryKey: campaignsKey });
    } catch (fault) {
      if (isChangedElsewhere(fault)) await meet();
      else setError(fault as Error);
    } finally {
      setIsSaving(false);
    }
  }, [id, queryClient, meet]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the fields begins the rest anew.
  useEffect(() => {
    if (!isDirty) {
      localStorage.removeItem(backupKey(id));
      return;
    }
    localStorage.setItem(backupKey(id), JSON.stringify(change));
    if (isSaving) return;
    const timer = setTimeout(() => void save(), REST_MS);
    return () => clearTimeout(timer);
  }, [fields, saved, isSaving, isDirty]);

  // A lost connection mends itself; a fault of the content waits for the next change of it.
  const isLost = error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
  useEffect(() => {
    if (!isLost) return;
    const timer = setInterval(() => void save(), RETRY_MS);
    const onOnline = () => void save();
    window.addEventListener('online', onOnline);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', onOnline);
    };
  }, [isLost, save]);

  // Another window saved: its fields are taken over, those typed here stand.
  useEffect(() => {
    if (campaign.updatedAt <= knownAt.current) return;
    knownAt.current = campaign.updatedAt;
    const server = fieldsOf(campaign);
    const merged = mergeServer(latest.current.fields, latest.current.saved, server);
    setSaved(server);
    setFields(merged.fields);
    if (merged.conflicts.length > 0) setConflicts(merged.conflicts);
  }, [campaign]);

  // Leaving the page saves what is left; should that fail, the backup is still there.
  useEffect(() => () => void save(), [save]);

  const set = useCallback(
    <Name extends DraftField>(name: Name, value: DraftFields[Name]) => setFields((now) => ({ ...now, [name]: value })),
    [],
  );
  return {
    fields,
    set,
    saveState: isSaving ? 'saving' : error !== null && isDirty ? 'failed' : isDirty ? 'waiting' : 'saved',
    error: isDirty ? error : null,
    conflicts,
    faultOf: (name) => (error instanceof ApiProblem && isDirty ? error.fieldDetail(name) : undefined),
    saveNow: () => void save(),
    dismissConflicts: () => setConflicts([]),
    isOffline: isLost && isDirty,
  };
}
