// Every variable Doorstep reads, what it may hold and what it is when unset.
import { z } from 'zod';

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int()
  .min(1, 'must be 1 to 65535')
  .max(65535, 'must be 1 to 65535');
const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false' })
  .transform((value) => value === 'true' || value === '1');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** 32 random bytes in base64 or hex. Everything sealed or signed hangs on it. */
const secret = z
  .string({ error: 'is missing: 32 random bytes in base64 (openssl rand -base64 32). `npm start` makes one by itself' })
  .transform((value, context) => {
    const bytes = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64');
    if (bytes.length < 32) {
      context.addIssue({
        code: 'custom',
        message: 'is too short: 32 random bytes in base64 (openssl rand -base64 32)',
      });
      return z.NEVER;
    }
    return new Uint8Array(bytes);
  });

const login = z.object({ host: z.string(), port: z.number(), username: z.string(), password: z.string() });

/** What `npm start` tells of the simulated internet it started, as JSON. */
const sandbox = z
  .string()
  .transform((value, context) => {
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be the JSON that npm start passes' });
      return z.NEVER;
    }
  })
  .pipe(z.object({ controlUrl: z.url(), pop3: login, imap: login }));

const environment = z.object({
  DOORSTEP_MODE: z.enum(['sandbox', 'live'], { error: 'must be sandbox or live' }).default('sandbox'),
  DATABASE_URL: z
    .string({ error: 'is missing: postgresql://user:password@host:5432/doorstep' })
    .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .optional(),
  DOORSTEP_SECRET: secret,
  DOORSTEP_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be the http(s) address readers and editors open' }),
  DOORSTEP_HOST: z.string().default('127.0.0.1'),
  DOORSTEP_PORT: port.default(8480),
  DOORSTEP_WEB_URL: z.url({ protocol: /^https?$/ }).optional(),
  DOORSTEP_WORKER_PORT: port.optional(),
  DOORSTEP_DATA_DIR: z.string().default('.data'),
  DOORSTEP_DNS_SERVERS: list.default([]),
  DOORSTEP_DNSSEC: flag.default(false),
  DOORSTEP_SMTP_PORT: port.default(25),
  DOORSTEP_ALLOW_PRIVATE_MX: flag.default(false),
  DOORSTEP_EHLO_NAME: z.string().optional(),
  DOORSTEP_SETUP_TOKEN: z.string().min(20, 'must have at least 20 signs').optional(),
  DOORSTEP_TRUSTED_PROXIES: list.default([]),
  DOORSTEP_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DOORSTEP_TIME_SCALE: z.coerce.number().min(1).max(10_000).default(1),
  DOORSTEP_BOUNCE_POLL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
  DOORSTEP_BOUNCE_SMTP_PORT: port.optional(),
  DOORSTEP_BOUNCE_SMTP_HOST: z.string().optional(),
  DOORSTEP_BOUNCE_SMTP_NAME: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*$/i, 'must be a host name: what the MX record names')
    .optional(),
  DOORSTEP_BOUNCE_SMTP_TLS_CERT: z.string().optional(),
  DOORSTEP_BOUNCE_SMTP_TLS_KEY: z.string().optional(),
  DOORSTEP_SANDBOX: sandbox.optional(),
  DOORSTEP_MIN_FREE_MB: z.coerce.number({ error: 'must be a number of megabytes' }).int().min(0).optional(),
  DOORSTEP_SEND_HOLD_SECONDS: z.coerce
    .number({ error: 'must be a number of seconds' })
    .int()
    .min(0)
    .max(3600)
    .default(60),
  DOORSTEP_LANES: z.coerce.number().int().min(1).max(2000).default(200),
});

export const schema = environment
  .superRefine((value, context) => {
    const { DOORSTEP_BOUNCE_SMTP_TLS_CERT: certificate, DOORSTEP_BOUNCE_SMTP_TLS_KEY: key } = value;
    if ((certificate === undefined) !== (key === undefined))
      context.addIssue({
        code: 'custom',
        path: [certificate === undefined ? 'DOORSTEP_BOUNCE_SMTP_TLS_CERT' : 'DOORSTEP_BOUNCE_SMTP_TLS_KEY'],
        message: 'is missing: certificate and key go together, each the path of a PEM file',
      });
  })
  .superRefine((value, context) => {
    if (value.DOORSTEP_MODE === 'sandbox') return;
    const only = (path: string, wrong: boolean) => {
      if (wrong)
        context.addIssue({
          code: 'custom',
          path: [path],
          message: 'is for the sandbox and for tests only; unset it in live mode',
        });
    };
    only('DOORSTEP_SMTP_PORT', value.DOORSTEP_SMTP_PORT !== 25);
    only('DOORSTEP_ALLOW_PRIVATE_MX', value.DOORSTEP_ALLOW_PRIVATE_MX);
    only('DOORSTEP_SANDBOX', value.DOORSTEP_SANDBOX !== undefined);
    only('DOORSTEP_TIME_SCALE', value.DOORSTEP_TIME_SCALE !== 1);
  })
  .transform((value) => ({
    mode: value.DOORSTEP_MODE,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    secret: value.DOORSTEP_SECRET,
    /** Without a slash at the end. */
    publicUrl: value.DOORSTEP_PUBLIC_URL.replace(/\/+$/, ''),
    host: value.DOORSTEP_HOST,
    port: value.DOORSTEP_PORT,
    webUrl: value.DOORSTEP_WEB_URL,
    workerPort: value.DOORSTEP_WORKER_PORT,
    dataDir: value.DOORSTEP_DATA_DIR,
    dnsServers: value.DOORSTEP_DNS_SERVERS,
    /** The DNS servers validate DNSSEC and the way to them is trusted: DANE holds. */
    dnssec: value.DOORSTEP_DNSSEC,
    smtpPort: value.DOORSTEP_SMTP_PORT,
    /** Sandbox and tests: MX hosts on loopback are allowed, and nothing else is. */
    allowPrivateMx: value.DOORSTEP_ALLOW_PRIVATE_MX,
    ehloName: value.DOORSTEP_EHLO_NAME,
    setupToken: value.DOORSTEP_SETUP_TOKEN,
    trustedProxies: value.DOORSTEP_TRUSTED_PROXIES,
    logLevel: value.DOORSTEP_LOG_LEVEL,
    /** Waits of the retry policy are divided by this (sandbox and tests). */
    timeScale: value.DOORSTEP_TIME_SCALE,
    bouncePollSeconds: value.DOORSTEP_BOUNCE_POLL_SECONDS,
    /** The bounce listener of this worker; undefined: none. Unset, the host is every address, in a sandbox loopback alone. */
    bounceSmtp:
      value.DOORSTEP_BOUNCE_SMTP_PORT === undefined
        ? undefined
        : {
            port: value.DOORSTEP_BOUNCE_SMTP_PORT,
            host: value.DOORSTEP_BOUNCE_SMTP_HOST ?? (value.DOORSTEP_MODE === 'sandbox' ? '127.0.0.1' : undefined),
            name: value.DOORSTEP_BOUNCE_SMTP_NAME ?? value.DOORSTEP_EHLO_NAME,
            tls:
              value.DOORSTEP_BOUNCE_SMTP_TLS_CERT === undefined || value.DOORSTEP_BOUNCE_SMTP_TLS_KEY === undefined
                ? null
                : { certificate: value.DOORSTEP_BOUNCE_SMTP_TLS_CERT, key: value.DOORSTEP_BOUNCE_SMTP_TLS_KEY },
          },
    /** Where the simulated internet is controlled; set by npm start. */
    sandbox: value.DOORSTEP_SANDBOX,
    /** Space the data folder must have left; null: by the size of its disk. A sandbox shares the disk of somebody's machine. */
    minFreeMb: value.DOORSTEP_MIN_FREE_MB ?? (value.DOORSTEP_MODE === 'sandbox' ? 50 : null),
    /** A campaign that is started waits so long, and can be taken back. */
    sendHoldSeconds: value.DOORSTEP_SEND_HOLD_SECONDS,
    /** Site lanes one worker runs at a time. */
    lanes: value.DOORSTEP_LANES,
  }));
