// Builders of evidence for tests: a campaign a week, the newest first.
import type { AttemptEvidence, DeliveryEvidence, Evidence, ReturnEvidence, SuppressionEvidence } from '../evidence.js';

export const now = new Date('2026-11-24T09:00:00Z');
const WEEK_MS = 7 * 86_400_000;

export const weeksAgo = (weeks: number) => new Date(now.getTime() - weeks * WEEK_MS);

export interface Told {
  state?: string;
  outcome?: string;
  stage?: string;
  code?: number | null;
  enhancedCode?: string | null;
  text?: string | null;
  category?: string | null;
  scope?: string | null;
  mxHost?: string | null;
  returned?: Partial<ReturnEvidence>;
  /** Days between the first and the last try. */
  days?: number;
}

const OUTCOMES: Record<string, string> = {
  accepted: 'accepted',
  returned: 'accepted',
  complained: 'accepted',
  deferred: 'deferred',
  expired: 'deferred',
  in_doubt: 'in_doubt',
};

/** One delivery, `weeks` ago, with the one attempt that speaks for it. */
export function delivery(weeks: number, told: Told = {}): DeliveryEvidence {
  const state = told.state ?? 'refused';
  const at = weeksAgo(weeks);
  const attempt = (id: string, when: Date): AttemptEvidence => ({
    id,
    at: when,
    outcome: told.outcome ?? OUTCOMES[state] ?? 'refused',
    stage: told.stage ?? 'rcpt',
    code: told.code ?? null,
    enhancedCode: told.enhancedCode ?? null,
    text: told.text ?? null,
    category: told.category ?? null,
    scope: told.scope ?? null,
    mxHost: told.mxHost === undefined ? 'mx1.acme.example' : told.mxHost,
  });
  const last = new Date(at.getTime() + (told.days ?? 0) * 86_400_000);
  return {
    id: `delivery-${weeks}`,
    campaignId: `campaign-${weeks}`,
    campaignName: `Letter ${weeks}`,
    state,
    reason: null,
    category: told.category ?? null,
    at,
    acceptedAt: ['accepted', 'returned', 'complained'].includes(state) ? at : null,
    nextAttemptAt: state === 'deferred' ? new Date('2026-11-24T09:30:00Z') : null,
    attempts: told.days
      ? [attempt(`first-${weeks}`, at), attempt(`attempt-${weeks}`, last)]
      : [attempt(`attempt-${weeks}`, at)],
    returns: told.returned
      ? [
          {
            id: `return-${weeks}`,
            at,
            kind: 'bounce',
            category: told.category ?? null,
            scope: null,
            status: null,
            diagnostic: null,
            finalRecipient: null,
            refusedBy: null,
            ...told.returned,
          },
        ]
      : [],
  };
}

/** The same trouble in each of the last `count` campaigns. */
export const deliveries = (count: number, told: Told) =>
  Array.from({ length: count }, (_, index) => delivery(index + 1, told));

export function evidence(parts: Partial<Evidence> = {}): Evidence {
  return {
    address: 'ada.weber@acme.example',
    domainName: 'acme.example',
    mxHosts: ['mx1.acme.example'],
    suppressions: [],
    events: [],
    memberships: [],
    deliveries: [],
    comparisons: [],
    now,
    ...parts,
  };
}

export function suppression(parts: Partial<SuppressionEvidence> = {}): SuppressionEvidence {
  return {
    id: 'suppression-1',
    scope: 'address',
    cause: 'hard_bounce',
    actor: 'Doorstep',
    reason: null,
    reply: null,
    createdAt: new Date('2026-10-12T08:00:00Z'),
    expiresAt: null,
    liftedAt: null,
    hits: 0,
    ...parts,
  };
}
