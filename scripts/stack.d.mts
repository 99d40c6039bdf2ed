import type { Service } from './services.mjs';
export interface Stack {
  readonly url: string;
  readonly localUrl: string;
  readonly signInLink: string;
  readonly setupToken: string;
  readonly databaseUrl: string;
  /** What api and worker were started with beside the inherited environment. */
  readonly environment: Record<string, string>;
  readonly simnet:
    | {
        readonly dnsServers: readonly string[];
        readonly smtpPort: number;
        readonly controlUrl: string;
      }
    | undefined;
  readonly services: { readonly api: Service; readonly worker?: Service; readonly web?: Service };
  stop(): Promise<void>;
}
export function startStack(options: {
  dataDir: string;
  port: number;
  host?: string;
  mode?: 'sandbox' | 'live';
  print: (name: string, line: string) => void;
  isThrowaway?: boolean;
  environment?: Record<string, string>;
  services?: ('web' | 'worker')[];
  onGiveUp?: (name: string) => void;
}): Promise<Stack>;
