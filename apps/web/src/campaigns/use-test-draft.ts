// The test of a draft: saves itself after a short rest of the typing, and can be given up and taken up again.
'use client';

import type { Campaign, CampaignVariants } from '@doorstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { variants } from '../client/variants';
import { campaignKey } from './campaigns-key';
import { begun, fieldsFrom, type TestFields, testFrom } from './variant-form';

const REST_MS = 700;
const NOTHING: CampaignVariants = { variants: [], terms: null, groupPeople: null, chance: null };

/** What a person writes, without what is counted. */
const saidBy = ({ variants: written, terms }: CampaignVariants): string => JSON.stringify([written, terms]);

export interface TestDraft {
  /** undefined until it was read; null: there is none. */
  readonly fields: TestFields | null | undefined;
  readonly written: CampaignVariants | undefined;
  readonly isSaved: boolean;
  readonly error: Error | null;
  /** The one that was given up in this window. */
  readonly givenUp: TestFields | null;
  readonly change: (fields: TestFields) => void;
  readonly begin: () => void;
  readonly giveUp: () => void;
  readonly takeUpAgain: () => void;
}

export function useTestDraft(campaign: Campaign): TestDraft {
  const { id } = campaign;
  const queryClient = useQueryClient();
  const key = [...campaignKey(id), 'variants'];
  const read = useQuery({ queryKey: key, queryFn: () => variants.of(id) });
  const [typed, setTyped] = useState<TestFields | null | undefined>(undefined);
  const [isSaved, setIsSaved] = useState(true);
  const [error, setError] = useState<Error | null>(null);
  const [givenUp, setGivenUp] = useState<TestFields | null>(null);
  const latest = useRef<TestFields | null>(null);
  const fields = typed === undefined && read.data ? fieldsFrom(read.data) : typed;
  const stored = useRef<TestFields | null>(null);
  // What was read keeps its keys from one rendering to the next.
  if (typed === undefined && fields) stored.current ??= fields;
  const shown = typed === undefined && fields ? stored.current : fields;
  // Another hand, or a version that was brought back: what is stored is shown, unless something typed here is still to be saved.
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (read.data === undefined || !isSaved) return;
    const now = saidBy(read.data);
    if (known.current !== null && known.current !== now) {
      stored.current = null;
      setTyped(undefined);
    }
    known.current = now;
  }, [read.data, isSaved]);

  const tell = useCallback(
    async (wanted: TestFields | null) => {
      try {
        const queryKey = [...campaignKey(id), 'variants'];
        // An answer from before this is saved must not be taken for somebody else's word.
        await queryClient.cancelQueries({ queryKey });
        const answer =
          wanted === null ? await variants.remove(id).then(() => NOTHING) : await variants.write(id, testFrom(wanted));
        known.current = saidBy(answer);
        queryClient.setQueryData(queryKey, answer);
        setError(null);
        if (latest.current === wanted) setIsSaved(true);
        await queryClient.invalidateQueries({ queryKey: campaignKey(id) });
      } catch (fault) {
        setError(fault as Error);
      }
    },
    [id, queryClient],
  );

  useEffect(() => {
    if (typed === undefined || isSaved) return;
    const timer = setTimeout(() => void tell(typed), typed === null ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [typed, isSaved, tell]);

  const set = (wanted: TestFields | null) => {
    latest.current = wanted;
    setTyped(wanted);
    setIsSaved(false);
  };
  return {
    fields: shown,
    written: read.data,
    isSaved,
    error: error ?? read.error,
    givenUp,
    change: set,
    begin: () => {
      setGivenUp(null);
      set(begun(campaign.tracking === 'person'));
    },
    giveUp: () => {
      setGivenUp(shown ?? null);
      set(null);
    },
    takeUpAgain: () => {
      if (givenUp !== null) set(givenUp);
      setGivenUp(null);
    },
  };
}
