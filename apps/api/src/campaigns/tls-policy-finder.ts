// The TLS policy that holds for a test: the same ladder as a campaign's, by the policies the workers keep.
import type { Config } from '@doorstep/config';
import { TlsStore } from '@doorstep/database';
import {
  createMtaSts,
  type Dns,
  decideTlsPolicy,
  fetchStsPolicy,
  findTlsa,
  type MtaSts,
  type MxAnswer,
  siteOf,
  type TlsPolicy,
} from '@doorstep/delivery';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, DNS } from '../http/dependencies.module.js';

/** Somebody waits before the screen. */
const FETCH_MS = 10_000;

@Injectable()
export class TlsPolicyFinder {
  private readonly mtaSts: MtaSts;

  constructor(
    store: TlsStore,
    @Inject(CONFIG) config: Config,
    @Inject(DNS) private readonly dns: Dns,
  ) {
    const addresses = { allowLoopback: config.allowPrivateMx };
    this.mtaSts = createMtaSts({
      dns,
      store: {
        get: (domain) => store.policyOf(domain),
        put: (domain, id, policy) => store.keepPolicy(domain, id, policy),
        noteFailure: (domain, words) => store.notePolicyFailure(domain, words),
      },
      fetch: (domain) => fetchStsPolicy(domain, { dns, addresses, timeoutMs: FETCH_MS }),
    });
  }

  async of(answer: MxAnswer): Promise<TlsPolicy> {
    const [tlsa, sts] = await Promise.all([findTlsa(answer, this.dns), this.mtaSts.of(answer.domain)]);
    const { isTlsRequired: isRequired } = siteOf(answer);
    return decideTlsPolicy({ answer, tlsa, sts, isRequired, isBroken: () => false });
  }
}
