// Exchanging the DKIM keys of a sending domain: the next ones are made, seen in DNS, and take over; the old ones rest.
import type { Config } from '@doorstep/config';
import { type DkimKeyRow, DkimKeyStore, type DkimRotationRow, type SwitchTo, type Vault } from '@doorstep/database';
import {
  dkimName,
  isSeenEverywhere,
  lookEverywhere,
  type NameServers,
  txtStrings,
  wantedDkim,
  zoneLine,
} from '@doorstep/dns-checks';
import { type DkimAlgorithm, dkimRecord, generateDkimKey, nextSelector } from '@doorstep/message';
import { publishRecords } from '@doorstep/simnet';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, LOG, VAULT } from '../http/dependencies.module.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { nameServersOf } from './name-servers.js';
import { SendingDomainService } from './sending-domains.service.js';

export type DkimRotationAnswer = ReturnType<typeof answer>;

const MOST_DAYS_AHEAD = 90;

@Injectable()
export class DkimService {
  private readonly servers: NameServers;

  constructor(
    private readonly keys: DkimKeyStore,
    private readonly domains: SendingDomainService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.servers = nameServersOf(config);
  }

  async one(id: string): Promise<DkimRotationAnswer> {
    return answer(await this.rotation(id));
  }

  async makeNext(id: string, withEd25519: boolean): Promise<DkimRotationAnswer> {
    const { domain } = await this.rotation(id);
    const used = await this.keys.selectors(id);
    const algorithms: DkimAlgorithm[] = withEd25519 ? ['rsa-sha256', 'ed25519-sha256'] : ['rsa-sha256'];
    const made = algorithms.map((algorithm) => {
      const { privateKeyPem, publicKeyBase64 } = generateDkimKey(algorithm);
      const selector = nextSelector(new Date(), algorithm, used);
      return { selector, algorithm, privateKeySealed: this.vault.seal(privateKeyPem), publicKey: publicKeyBase64 };
    });
    await this.keys.addNext(id, made);
    await this.publishInSandbox(domain, made);
    return this.look(id);
  }

  /** Asks every name server for the record of every key that is still to be seen or still signs. */
  async look(id: string): Promise<DkimRotationAnswer> {
    await this.lookAt(await this.rotation(id), ({ state }) => state !== 'removable');
    return this.one(id);
  }

  /** Now, or at a minute to come; in both cases only once the records are seen everywhere. */
  async switchToNext(id: string, at: string | null): Promise<DkimRotationAnswer> {
    const moment = at === null ? null : new Date(at);
    if (moment !== null) mustBeAhead(moment);
    await this.lookAt(await this.rotation(id), ({ state }) => state === 'next');
    if (moment !== null) await this.keys.planSwitch(id, moment);
    else await this.switched(id, 'next');
    return this.one(id);
  }

  async switchBack(id: string): Promise<DkimRotationAnswer> {
    await this.lookAt(await this.rotation(id), ({ state }) => state === 'resting');
    await this.switched(id, 'before');
    return this.one(id);
  }

  async takePlanBack(id: string): Promise<DkimRotationAnswer> {
    await this.keys.planSwitch(id, null);
    return this.one(id);
  }

  async discardNext(id: string): Promise<DkimRotationAnswer> {
    await this.keys.discardNext(id);
    return this.one(id);
  }

  async remove(id: string, selector: string): Promise<DkimRotationAnswer> {
    await this.keys.remove(id, selector);
    return this.one(id);
  }

  /** The checks of the domain speak of the key that signs: they are made anew with it. */
  private async switched(id: string, which: SwitchTo): Promise<void> {
    await this.keys.switchTo(id, which);
    await this.domains.check(id);
  }

  private async rotation(id: string): Promise<DkimRotationRow> {
    const rotation = await this.keys.rotation(id);
    if (rotation === null) throw notFound('sending domain');
    return rotation;
  }

  private async lookAt({ domain, keys }: DkimRotationRow, isMeant: (key: DkimKeyRow) => boolean): Promise<void> {
    await Promise.all(
      keys.filter(isMeant).map(async ({ id, selector, algorithm, publicKey }) => {
        const views = await lookEverywhere(domain, { selector, algorithm, publicKeyBase64: publicKey }, this.servers);
        await this.keys.keepViews(id, views, isSeenEverywhere(views));
      }),
    );
  }

  /** Nobody can publish a record in the simulated internet by hand. */
  private async publishInSandbox(
    domain: string,
    keys: readonly { selector: string; algorithm: DkimAlgorithm; publicKey: string }[],
  ): Promise<void> {
    const { mode, sandbox } = this.config;
    if (mode !== 'sandbox' || sandbox === undefined) return;
    const records = keys.map(({ selector, algorithm, publicKey }) => ({
      name: `${selector}._domainkey.${domain}`,
      type: 'TXT' as const,
      data: dkimRecord(algorithm, publicKey),
    }));
    await publishRecords(sandbox.controlUrl, records).catch((error: unknown) => {
      this.log.warn({ err: error }, 'the sandbox took no record of the next DKIM key; its next start publishes it');
    });
  }
}

function mustBeAhead(at: Date): void {
  const days = (at.getTime() - Date.now()) / 86_400_000;
  if (days <= 0)
    throw fieldProblem('at', 'in_the_past', 'This time has passed already. Choose a later one, or switch now.');
  if (days > MOST_DAYS_AHEAD)
    throw fieldProblem('at', 'too_far', `A switch can be planned up to ${MOST_DAYS_AHEAD} days ahead.`);
}

function answer({ keys, ...rotation }: DkimRotationRow) {
  return {
    ...rotation,
    canSwitchBack: keys.some(({ state }) => state === 'resting'),
    keys: keys.map(({ id: _, publicKey, ...key }) => {
      const facts = { selector: key.selector, algorithm: key.algorithm, publicKeyBase64: publicKey };
      const name = dkimName(rotation.domain, facts);
      const value = wantedDkim(facts);
      return { ...key, record: { name, value, strings: txtStrings(value), zoneLine: zoneLine(name, value) } };
    }),
  };
}
