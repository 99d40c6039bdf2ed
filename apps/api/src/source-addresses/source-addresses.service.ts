// Source addresses: only one that a worker machine has can be added; its name is checked in DNS both ways.
import type { Config } from '@doorstep/config';
import type { NewSourceAddress, SourceAddressChange } from '@doorstep/contracts';
import { LiveFigureStore, type SourceAddressRow, SourceAddressStore } from '@doorstep/database';
import { checkSourceAddress } from '@doorstep/dns-checks';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../http/dependencies.module.js';
import { freshResolver } from '../http/fresh-resolver.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { warmUpDays } from './warm-up-days.js';
import { canonicalAddress, workerAddresses } from './worker-addresses.js';

@Injectable()
export class SourceAddressService {
  constructor(
    private readonly sources: SourceAddressStore,
    private readonly live: LiveFigureStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async all() {
    const [rows, known] = await Promise.all([this.sources.all(), this.known()]);
    return rows.map((row) => answer(row, known));
  }

  async add(source: NewSourceAddress) {
    const ip = canonicalAddress(source.ip);
    if (ip === null) throw fieldProblem('ip', 'ip_invalid', 'An IP address such as 192.0.2.10 belongs here.');
    const known = await this.known();
    if (known === null)
      throw fieldProblem('ip', 'no_worker', 'No worker is alive to tell whether its machine has this address.');
    if (!known.has(ip)) {
      const theirs = known.size === 0 ? 'none besides loopback' : [...known].sort().join(', ');
      throw fieldProblem('ip', 'not_on_worker', `No worker machine has this address. They have: ${theirs}.`);
    }
    return this.one(await this.sources.add({ ...source, ip }));
  }

  async change(id: string, change: SourceAddressChange) {
    if (!(await this.sources.change(id, change))) throw notFound('source address');
    return this.one(id);
  }

  async remove(id: string): Promise<void> {
    if (!(await this.sources.remove(id))) throw notFound('source address');
  }

  async check(id: string) {
    const row = await this.sources.one(id);
    if (row === null) throw notFound('source address');
    const ehloName = row.ehloName ?? this.config.ehloName ?? null;
    return { checks: await checkSourceAddress({ ip: row.ip, ehloName }, freshResolver(this.config.dnsServers)) };
  }

  private async one(id: string) {
    const [row, known] = await Promise.all([this.sources.one(id), this.known()]);
    if (row === null) throw notFound('source address');
    return answer(row, known);
  }

  private async known() {
    return workerAddresses(await this.live.workers());
  }
}

function answer(row: SourceAddressRow, known: ReadonlySet<string> | null) {
  return {
    ...row,
    plan: warmUpDays(row),
    isOnWorker: known === null ? null : row.ip === null || known.has(row.ip),
  };
}
