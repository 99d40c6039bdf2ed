// The part of hoodiecrow-imap that is used; the package brings no types.
declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  export interface StoredMessage {
    uid: number;
    flags: string[];
    internaldate: string;
    raw: string;
  }

  export interface StoredMailbox {
    messages: StoredMessage[];
  }

  export interface ImapServer {
    readonly server: Server;
    getMailbox(path: string): StoredMailbox | undefined;
    appendMessage(mailbox: string, flags: string[], internalDate: Date, raw: string): void;
    notify(command: object, mailbox: StoredMailbox): void;
  }

  export default function hoodiecrow(options: {
    plugins: string[];
    users: Record<string, { password: string }>;
    storage: Record<string, object>;
    credentials?: { key: string; cert: string };
  }): ImapServer;
}
