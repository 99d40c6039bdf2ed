// What a sandbox needs to be tried at once: a sending domain with a key, bounce mailboxes that follow the sandbox's ports.
import type { Database } from './database.js';

export interface SandboxMailbox {
  readonly name: string;
  readonly protocol: 'imap' | 'pop3';
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly passwordSealed: string;
  /** Only for a mailbox that is new: a person may switch it later. */
  readonly isEnabled: boolean;
}

export interface NewSandboxKey {
  readonly selector: string;
  readonly algorithm: string;
  readonly privateKeySealed: string;
  readonly publicKey: string;
}

export interface PublishedDomain {
  readonly name: string;
  readonly returnPathDomain: string;
  readonly dkimKeys: readonly { readonly selector: string; readonly algorithm: string; readonly publicKey: string }[];
}

export class SandboxStore {
  constructor(private readonly database: Database) {}

  /** Makes the sending domain while there is none at all. @returns whether it was made now */
  async ensureSendingDomain(name: string, returnPathDomain: string, makeKey: () => NewSandboxKey): Promise<boolean> {
    const { prisma } = this.database;
    if ((await prisma.sendingDomain.findFirst({ select: { id: true } })) !== null) return false;
    await prisma.sendingDomain.create({ data: { name, returnPathDomain, dkimKeys: { create: makeKey() } } });
    return true;
  }

  /** Points the sandbox's mailboxes to where it listens this time. */
  async pointMailboxes(mailboxes: readonly SandboxMailbox[]): Promise<void> {
    for (const { isEnabled, ...mailbox } of mailboxes) {
      const { count } = await this.database.prisma.bounceMailbox.updateMany({
        where: { name: mailbox.name },
        data: { ...mailbox, nextReadAt: null, lastError: null, errorStreak: 0, readLeaseUntil: null },
      });
      if (count === 0)
        await this.database.prisma.bounceMailbox.create({
          data: { ...mailbox, isEnabled, tls: 'none', afterReading: 'delete' },
        });
    }
  }

  /** Everything whose DNS records the sandbox publishes. */
  domains(): Promise<PublishedDomain[]> {
    return this.database.prisma.sendingDomain.findMany({
      select: {
        name: true,
        returnPathDomain: true,
        // Next and replaced ones too: a switch in the sandbox looks for them as it does in the world.
        dkimKeys: { where: { removedAt: null }, select: { selector: true, algorithm: true, publicKey: true } },
      },
    });
  }
}
