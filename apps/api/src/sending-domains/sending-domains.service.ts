// Sending domains: a DKIM key at birth, checks by what DNS says now.
import type { Config } from '@doorstep/config';
import {
  type NewSendingDomain,
  type SendingDomain,
  type SendingDomainChange,
  toAsciiDomain,
} from '@doorstep/contracts';
import { type SendingDomainRow, SendingDomainStore, type Vault } from '@doorstep/database';
import { isForbiddenAddress } from '@doorstep/delivery';
import { checkEverywhere, sendingDomainFacts } from '@doorstep/dns-checks';
import { dkimRecord, generateDkimKey } from '@doorstep/message';
import { publishRecords, type SandboxSender, sendingDomainRecords } from '@doorstep/simnet';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, LOG, VAULT } from '../http/dependencies.module.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { domainObstacles } from './domain-ready.js';
import { nameServersOf } from './name-servers.js';

type Moments = 'checkedAt' | 'nextCheckAt' | 'watchedUntil' | 'rightSince' | 'brokeAt';
export type SendingDomainAnswer = Omit<SendingDomain, Moments | 'createdAt'> & {
  readonly [moment in Moments]: Date | null;
} & { readonly createdAt: Date };

@Injectable()
export class SendingDomainService {
  constructor(
    private readonly domains: SendingDomainStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  answer({ dkimKeys, ...domain }: SendingDomainRow): SendingDomainAnswer {
    const isReady = domainObstacles(this.config.mode, { dkimKeys, checks: domain.checks }).length === 0;
    return { ...domain, dkimSelector: dkimKeys[0]?.selector ?? null, isReady };
  }

  /** Made with its key and checked at once, so that the wanted records stand on the page. */
  async add({ name, returnPathDomain }: NewSendingDomain): Promise<SendingDomainAnswer> {
    const domain = readDomain('name', name);
    const returnPath = returnPathDomain ? readDomain('returnPathDomain', returnPathDomain) : `bounces.${domain}`;
    const { privateKeyPem, publicKeyBase64 } = generateDkimKey('rsa-sha256');
    const selector = `ds${new Date().toISOString().slice(0, 7).replace('-', '')}`;
    const id = await this.domains.add(domain, returnPath, {
      selector,
      algorithm: 'rsa-sha256',
      privateKeySealed: this.vault.seal(privateKeyPem),
      publicKey: publicKeyBase64,
    });
    const value = dkimRecord('rsa-sha256', publicKeyBase64);
    await this.publishInSandbox({ name: domain, returnPathDomain: returnPath, dkimRecords: [{ selector, value }] });
    return this.check(id);
  }

  async change(id: string, { pool }: SendingDomainChange): Promise<SendingDomainAnswer> {
    if (!(await this.domains.choosePool(id, pool))) throw notFound('sending domain');
    const changed = await this.domains.one(id);
    if (changed === null) throw notFound('sending domain');
    return this.answer(changed);
  }

  /** Nobody can publish a record in the simulated internet by hand, so it is done with the domain. */
  private async publishInSandbox(sender: SandboxSender): Promise<void> {
    const { mode, sandbox } = this.config;
    if (mode !== 'sandbox' || sandbox === undefined) return;
    try {
      await publishRecords(sandbox.controlUrl, sendingDomainRecords(sender));
    } catch (error) {
      this.log.warn(
        { err: error },
        'the sandbox took no DNS records of a new sending domain; its next start publishes them',
      );
    }
  }

  async check(id: string): Promise<SendingDomainAnswer> {
    const domain = await this.domains.one(id);
    if (domain === null) throw notFound('sending domain');
    const whyPrivate = (ip: string) => isForbiddenAddress(ip, { allowLoopback: false });
    const facts = sendingDomainFacts(domain, this.config, whyPrivate);
    const servers = nameServersOf(this.config);
    const checks = await checkEverywhere(facts, { servers, before: domain.checks, now: new Date() });
    await this.domains.keepChecks(id, checks, true);
    const checked = await this.domains.one(id);
    if (checked === null) throw notFound('sending domain');
    return this.answer(checked);
  }
}

function readDomain(field: string, text: string): string {
  const name = toAsciiDomain(text);
  if (name === null) throw fieldProblem(field, 'domain_invalid', 'A domain such as news.example.org belongs here.');
  return name;
}
