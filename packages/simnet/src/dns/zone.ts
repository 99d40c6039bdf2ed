// The names of the simulated internet and what stands under them: every name unknown here does not exist.
import type { RecordType } from 'dns-packet';

export type ZoneRecordType = 'A' | 'AAAA' | 'MX' | 'TXT' | 'CNAME' | 'PTR' | 'NS';

export interface ZoneRecord {
  readonly name: string;
  readonly type: ZoneRecordType;
  /** Address or name as text; MX: { preference, exchange }; TXT: text or its pieces. */
  readonly data: unknown;
  /** Seconds; default 300. */
  readonly ttl?: number;
}

export interface Answered {
  readonly kind: 'records' | 'no-data' | 'nxdomain' | 'servfail' | 'timeout';
  /** CNAMEs on the way included. */
  readonly records: readonly ZoneRecord[];
}

type Trouble = 'servfail' | 'timeout' | 'nxdomain';

const longestChain = 8;

/** Lower case, without the final dot. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

export class Zone {
  readonly #records = new Map<string, Map<ZoneRecordType, ZoneRecord[]>>();
  readonly #troubles = new Map<string, Trouble>();
  /** How many names end in this one: a name that only has names below it exists too (RFC 8020). */
  readonly #below = new Map<string, number>();

  /** Adds records; those of the same name and type that stood before are replaced. */
  put(records: readonly ZoneRecord[]): void {
    const fresh = new Map<string, ZoneRecord[]>();
    for (const record of records) {
      const key = `${plainName(record.name)} ${record.type}`;
      fresh.set(key, [...(fresh.get(key) ?? []), record]);
    }
    for (const group of fresh.values()) {
      const name = plainName(group[0]!.name);
      let types = this.#records.get(name);
      if (!types) {
        types = new Map();
        this.#records.set(name, types);
        this.#countBelow(name, 1);
      }
      types.set(group[0]!.type, group);
    }
  }

  /** Takes away what stands under this one name: its trouble, and its records of these types or of all. */
  remove(name: string, onlyTypes?: readonly ZoneRecordType[]): void {
    const plain = plainName(name);
    this.#troubles.delete(plain);
    const types = this.#records.get(plain);
    for (const type of onlyTypes ?? types?.keys() ?? []) types?.delete(type);
    if (types?.size === 0 && this.#records.delete(plain)) this.#countBelow(plain, -1);
  }

  /** Every question about the name ends so; those about names below it too, unless it only does not exist. */
  setTrouble(name: string, trouble: Trouble): void {
    this.#troubles.set(plainName(name), trouble);
  }

  find(name: string, type: RecordType): Answered {
    let current = plainName(name);
    const way: ZoneRecord[] = [];
    for (let step = 0; step < longestChain; step += 1) {
      const trouble = this.#troubleOf(current);
      if (trouble) return { kind: trouble, records: [] };
      const types = this.#records.get(current);
      const found = types?.get(type as ZoneRecordType);
      if (found) return { kind: 'records', records: [...way, ...found] };
      const alias = types?.get('CNAME')?.[0];
      if (!alias) return { kind: types || this.#below.has(current) ? 'no-data' : 'nxdomain', records: way };
      way.push(alias);
      current = plainName(String(alias.data));
    }
    return { kind: 'servfail', records: [] };
  }

  /** Names of the hosts in the MX records of a domain. */
  mxOf(domain: string): string[] {
    return this.find(domain, 'MX')
      .records.filter((record) => record.type === 'MX')
      .map((record) => plainName((record.data as { exchange: string }).exchange));
  }

  #troubleOf(name: string): Trouble | undefined {
    for (let rest = name; rest; rest = rest.includes('.') ? rest.slice(rest.indexOf('.') + 1) : '') {
      const trouble = this.#troubles.get(rest);
      if (trouble && (trouble !== 'nxdomain' || rest === name)) return trouble;
    }
    return undefined;
  }

  #countBelow(name: string, step: 1 | -1): void {
    for (let rest = name; rest.includes('.'); ) {
      rest = rest.slice(rest.indexOf('.') + 1);
      const count = (this.#below.get(rest) ?? 0) + step;
      if (count > 0) this.#below.set(rest, count);
      else this.#below.delete(rest);
    }
  }
}
