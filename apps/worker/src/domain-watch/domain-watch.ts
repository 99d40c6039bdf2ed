// Looks after sending domains by itself: switches DKIM keys at the planned minute, and checks all records every day.
import type { Config } from '@doorstep/config';
import {
  type AuditStore,
  type DkimKeyStore,
  type DkimRotationRow,
  DomainError,
  type SendingDomainRow,
  type SendingDomainStore,
} from '@doorstep/database';
import { isForbiddenAddress } from '@doorstep/delivery';
import {
  checkEverywhere,
  isSeenEverywhere,
  lookEverywhere,
  type NameServers,
  sendingDomainFacts,
} from '@doorstep/dns-checks';
import type { Log } from '../log.js';

export interface DomainWatch {
  /** @returns always false: the next one has its turn with the next round */
  turn(): Promise<boolean>;
}

export interface DomainWatchOptions {
  readonly config: Pick<Config, 'mode' | 'ehloName' | 'publicUrl'>;
  readonly keys: DkimKeyStore;
  readonly domains: Pick<SendingDomainStore, 'dueForCheck' | 'keepChecks' | 'one'>;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly servers: NameServers;
  readonly log: Log;
}

/** Name servers that give no answer at the planned minute are asked again for so long. */
const PATIENCE_MS = 3_600_000;
const ASK_AGAIN_MS = 30_000;
const CHECK_HOURS = 24;

export function createDomainWatch({ config, keys, domains, audit, servers, log }: DomainWatchOptions): DomainWatch {
  const triedAt = new Map<string, number>();

  /** Asks for the records of the next keys and keeps what was seen. */
  async function look({ domain, keys: all }: DkimRotationRow): Promise<{ wrong: string[]; isUnknown: boolean }> {
    const wrong: string[] = [];
    let isUnknown = false;
    for (const { id, selector, algorithm, publicKey } of all.filter(({ state }) => state === 'next')) {
      const views = await lookEverywhere(domain, { selector, algorithm, publicKeyBase64: publicKey }, servers);
      await keys.keepViews(id, views, isSeenEverywhere(views));
      const bad = views.find(({ result }) => result !== 'right' && result !== 'unknown');
      isUnknown ||= views.some(({ result }) => result === 'unknown');
      if (bad) wrong.push(`${bad.server} about ${selector}: ${bad.words}`);
    }
    return { wrong, isUnknown };
  }

  async function switchKeys(rotation: DkimRotationRow): Promise<void> {
    const { id, domain, switchAt } = rotation;
    if (performance.now() - (triedAt.get(id) ?? Number.NEGATIVE_INFINITY) < ASK_AGAIN_MS) return;
    triedAt.set(id, performance.now());
    const { wrong, isUnknown } = await look(rotation);
    try {
      await keys.switchTo(id, 'next');
    } catch (error) {
      // Another worker was quicker, or somebody discarded the key a moment ago.
      if (!(error instanceof DomainError) || error.code !== 'dkim_not_published') return ignoreDomainError(error);
      const isOver = wrong.length > 0 || !isUnknown || Date.now() - switchAt!.getTime() > PATIENCE_MS;
      return tellTrouble(rotation, wrong[0] ?? 'Some name servers gave no answer.', isOver);
    }
    triedAt.delete(id);
    log.info({ domain }, 'The next DKIM key signs from now on.');
    await record('sending-domains.switch_dkim_key', id, { domain, plannedAt: switchAt });
    const switched = await domains.one(id);
    if (switched) await check(switched); // what stands on its page speaks of the key that signs
  }

  async function tellTrouble({ id, domain, switchAt }: DkimRotationRow, why: string, isOver: boolean): Promise<void> {
    const planned = switchAt!.toISOString().slice(0, 16).replace('T', ' ');
    const words = isOver
      ? `The switch to the next DKIM key, planned for ${planned} UTC, did not happen: ${why} The key before goes on signing. Mend the record, then switch again.`
      : `The switch to the next DKIM key, planned for ${planned} UTC, waits: ${why} They are asked again.`;
    log.warn({ domain }, words);
    await keys.noteTrouble(id, words, isOver);
    if (isOver) await record('sending-domains.dkim_switch_failed', id, { domain, reason: why });
  }

  const record = (action: string, subjectId: string, detail: Record<string, unknown>) =>
    audit.append({
      ...{ actorKind: 'system', actorId: null, actorLabel: 'Doorstep', ip: null },
      ...{ action, subjectKind: 'sending-domains', subjectId, detail },
    });

  async function check(domain: SendingDomainRow): Promise<void> {
    const whyPrivate = (ip: string) => isForbiddenAddress(ip, { allowLoopback: false });
    const facts = sendingDomainFacts(domain, config, whyPrivate);
    const checks = await checkEverywhere(facts, { servers, before: domain.checks, now: new Date() });
    await domains.keepChecks(domain.id, checks);
    const failedBefore = new Set(domain.checks?.filter(({ result }) => result === 'fail').map(({ name }) => name));
    for (const { name, result, words } of checks)
      if (result === 'fail' && !failedBefore.has(name))
        log.warn({ domain: domain.name, check: name }, `A DNS record that was right is not any more: ${words}`);
  }

  return {
    async turn() {
      for (const rotation of await keys.dueSwitches()) await switchKeys(rotation);
      for (const rotation of await keys.dueLooks()) await look(rotation);
      const [due] = await domains.dueForCheck(CHECK_HOURS, 1);
      if (due) await check(due);
      return false;
    },
  };
}

function ignoreDomainError(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
}
