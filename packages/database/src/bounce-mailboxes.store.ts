// Bounce mailboxes as people set them up. Reading them by turns is in mailbox-readings.store.ts.
import type { BounceMailbox, NewBounceMailbox } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { SealedMailbox } from './mailbox-secrets.js';

/** Where tokens come from; nothing secret. */
export type MailboxOAuthRow = NonNullable<SealedMailbox['oauth']>;

export type MailboxSettingsRow = Omit<NewBounceMailbox, 'password' | 'oauth'> & {
  readonly oauth: MailboxOAuthRow | null;
};

export type BounceMailboxRow = Omit<BounceMailbox, 'lastReadAt' | 'nextReadAt' | 'createdAt' | 'oauth'> & {
  readonly oauth: MailboxOAuthRow | null;
  readonly oauthSealed: string | null;
  readonly lastReadAt: Date | null;
  readonly nextReadAt: Date | null;
  readonly createdAt: Date;
};

/** What a PATCH may hold; absent fields stay. */
export type MailboxChange = { readonly [Key in keyof MailboxSettingsRow]?: MailboxSettingsRow[Key] | undefined } & {
  readonly isEnabled?: boolean | undefined;
  readonly passwordSealed?: string | undefined;
  readonly oauthSealed?: string | undefined;
};

const ROW = {
  id: true,
  name: true,
  protocol: true,
  host: true,
  port: true,
  tls: true,
  username: true,
  auth: true,
  oauth: true,
  oauthSealed: true,
  folder: true,
  afterReading: true,
  moveTo: true,
  isEnabled: true,
  readLeaseUntil: true,
  watch: true,
  watchWords: true,
  watchLeaseUntil: true,
  messageCount: true,
  backlog: true,
  lastReadAt: true,
  nextReadAt: true,
  lastError: true,
  errorStreak: true,
  createdAt: true,
} as const;

/** Settings that were changed are tried at once, whatever went wrong before. */
const TRIED_AT_ONCE = { nextReadAt: null, lastError: null, errorStreak: 0, watchNextAt: null } as const;

export class BounceMailboxStore {
  constructor(private readonly database: Database) {}

  /** Newest first; never the password. */
  async page({ limit, after }: PageOptions): Promise<BounceMailboxRow[]> {
    const rows = await this.database.prisma.bounceMailbox.findMany({
      select: ROW,
      ...(after === undefined ? {} : { where: { id: { lt: after } } }),
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(asRow);
  }

  async one(id: string): Promise<BounceMailboxRow | null> {
    const row = await this.database.prisma.bounceMailbox.findUnique({ select: ROW, where: { id } });
    return row && asRow(row);
  }

  async sealed(id: string): Promise<SealedMailbox | null> {
    const row = await this.database.prisma.bounceMailbox.findUnique({
      select: { auth: true, passwordSealed: true, oauth: true, oauthSealed: true },
      where: { id },
    });
    return row as SealedMailbox | null;
  }

  async add(
    settings: MailboxSettingsRow,
    secrets: { readonly passwordSealed: string; readonly oauthSealed: string | null },
  ): Promise<BounceMailboxRow> {
    const data = { ...settings, ...secrets, oauth: settings.oauth ?? Prisma.DbNull };
    return asRow(await this.database.prisma.bounceMailbox.create({ select: ROW, data }));
  }

  /** Changed settings are tried at once: the next turn is due, earlier errors are forgotten. @returns null when it is gone */
  async change(id: string, { oauth, ...change }: MailboxChange): Promise<BounceMailboxRow | null> {
    const data = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const { count } = await this.database.prisma.bounceMailbox.updateMany({
      where: { id },
      data: { ...data, ...(oauth !== undefined && { oauth: oauth ?? Prisma.DbNull }), ...TRIED_AT_ONCE },
    });
    return count === 0 ? null : this.one(id);
  }

  /** Its next turn is due, after a failure too. @returns false when it is gone or switched off */
  async readSoon(id: string): Promise<boolean> {
    const { count } = await this.database.prisma.bounceMailbox.updateMany({
      where: { id, isEnabled: true },
      data: { nextReadAt: null, watchNextAt: null },
    });
    return count === 1;
  }

  /** The messages read from it stay: they are history of addresses. @returns false when it is gone already */
  async remove(id: string): Promise<boolean> {
    const { count } = await this.database.prisma.bounceMailbox.deleteMany({ where: { id } });
    return count === 1;
  }
}

type Selected = Prisma.BounceMailboxGetPayload<{ select: typeof ROW }>;

/** A lease that ran out was a worker that is no more: nobody reads and nobody watches. */
function asRow({ readLeaseUntil, watchLeaseUntil, ...row }: Selected): BounceMailboxRow {
  const isHeld = (until: Date | null) => until !== null && until.getTime() > Date.now();
  const isWatched = row.watch === 'watching' && isHeld(watchLeaseUntil) && row.isEnabled;
  return {
    ...row,
    isReading: isHeld(readLeaseUntil),
    watch: isWatched || row.watch !== 'watching' ? row.watch : 'none',
  } as BounceMailboxRow;
}
