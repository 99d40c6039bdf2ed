// Bounce mailboxes as people set them up. Reading them by turns is in mailbox-readings.store.ts.
import type { BounceMailbox, NewBounceMailbox } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';

export type MailboxSettingsRow = Omit<NewBounceMailbox, 'password'>;

export type BounceMailboxRow = Omit<BounceMailbox, 'lastReadAt' | 'nextReadAt' | 'createdAt'> & {
  readonly lastReadAt: Date | null;
  readonly nextReadAt: Date | null;
  readonly createdAt: Date;
};

/** What a PATCH may hold; absent fields stay. */
export type MailboxChange = { readonly [Key in keyof MailboxSettingsRow]?: MailboxSettingsRow[Key] | undefined } & {
  readonly passwordSealed?: string | undefined;
};

const ROW = {
  id: true,
  name: true,
  protocol: true,
  host: true,
  port: true,
  tls: true,
  username: true,
  folder: true,
  afterReading: true,
  moveTo: true,
  isEnabled: true,
  lastReadAt: true,
  nextReadAt: true,
  lastError: true,
  errorStreak: true,
  createdAt: true,
} as const;

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
    return rows as BounceMailboxRow[];
  }

  async one(id: string): Promise<BounceMailboxRow | null> {
    return (await this.database.prisma.bounceMailbox.findUnique({
      select: ROW,
      where: { id },
    })) as BounceMailboxRow | null;
  }

  async sealedPassword(id: string): Promise<string | null> {
    const row = await this.database.prisma.bounceMailbox.findUnique({
      select: { passwordSealed: true },
      where: { id },
    });
    return row?.passwordSealed ?? null;
  }

  async add(settings: MailboxSettingsRow, passwordSealed: string): Promise<BounceMailboxRow> {
    const row = await this.database.prisma.bounceMailbox.create({ select: ROW, data: { ...settings, passwordSealed } });
    return row as BounceMailboxRow;
  }

  /** Changed settings are tried at once: the next turn is due, earlier errors are forgotten. @returns null when it is gone */
  async change(id: string, change: MailboxChange): Promise<BounceMailboxRow | null> {
    const data = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const { count } = await this.database.prisma.bounceMailbox.updateMany({
      where: { id },
      data: { ...data, nextReadAt: null, lastError: null, errorStreak: 0 },
    });
    return count === 0 ? null : this.one(id);
  }

  /** The messages read from it stay: they are history of addresses. @returns false when it is gone already */
  async remove(id: string): Promise<boolean> {
    const { count } = await this.database.prisma.bounceMailbox.deleteMany({ where: { id } });
    return count === 1;
  }
}
