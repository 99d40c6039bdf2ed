// Right before a campaign begins: the public half of each key that signs must stand in DNS, or nothing goes out.
import type { Config } from '@doorstep/config';
import type { DkimKeyRow, DkimKeyStore } from '@doorstep/database';
import { checkDkim, type Resolver } from '@doorstep/dns-checks';

export type MayBegin =
  | { readonly kind: 'yes' }
  /** DNS gave no answer, which says nothing about the key: asked again with a later turn. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'no'; readonly words: string };

export interface KeyGuard {
  mayBegin(campaignId: string): Promise<MayBegin>;
}

export interface KeyGuardOptions {
  readonly keys: Pick<DkimKeyStore, 'rotationOfCampaign'>;
  readonly resolver: Resolver;
  readonly mode: Config['mode'];
  /** Milliseconds; the clock of a test. */
  readonly now?: () => number;
}

const ASK_AGAIN_MS = 10_000;
/** After this long without an answer a person is told, instead of waiting in silence. */
const WAIT_MS = 15 * 60_000;
const MOST_WAITING = 1000;

export function createKeyGuard({ keys, resolver, mode, now = Date.now }: KeyGuardOptions): KeyGuard {
  const waiting = new Map<string, { readonly since: number; askedAt: number }>();

  async function look(campaignId: string): Promise<MayBegin & { readonly why?: string }> {
    const rotation = await keys.rotationOfCampaign(campaignId);
    // In the sandbox and in tests a domain need not exist; once its record was seen, it must stay.
    const isGuarded = ({ state, seenAt }: DkimKeyRow) => state === 'active' && (mode === 'live' || seenAt !== null);
    const guarded = rotation?.keys.filter(isGuarded) ?? [];
    if (rotation === null || guarded.length === 0) return { kind: 'yes' };
    const dkim = guarded.map((key) => ({ ...key, publicKeyBase64: key.publicKey }));
    const checks = await checkDkim({ domain: rotation.domain, dkim }, resolver);
    const wrong = checks.find(({ result }) => result === 'fail');
    if (wrong) return { kind: 'no', words: `${wrong.words} ${MEND}` };
    const unknown = checks.find(({ result }) => result === 'unknown');
    return unknown ? { kind: 'wait', why: unknown.words } : { kind: 'yes' };
  }

  return {
    async mayBegin(campaignId) {
      const before = waiting.get(campaignId);
      if (before && now() - before.askedAt < ASK_AGAIN_MS) return { kind: 'wait' };
      const { why, ...answer } = await look(campaignId);
      if (answer.kind !== 'wait') {
        waiting.delete(campaignId);
        return answer;
      }
      const since = before?.since ?? now();
      if (now() - since >= WAIT_MS) {
        waiting.delete(campaignId);
        return { kind: 'no', words: `${why ?? ''} It was asked for 15 minutes. ${UNSEEN}`.trim() };
      }
      if (waiting.size >= MOST_WAITING) waiting.clear();
      waiting.set(campaignId, { since, askedAt: now() });
      return { kind: 'wait' };
    },
  };
}

const MEND =
  'Mail signed with a key nobody can look up looks forged, so the campaign was not begun. Mend the record (the page of sending domains shows it), then resume the campaign.';
const UNSEEN =
  'Whether receivers can verify our signature is not known, so the campaign was not begun. Resume it once DNS answers.';
