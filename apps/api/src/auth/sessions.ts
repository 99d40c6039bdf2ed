// Sessions of people by better-auth: cookies, expiry, the limiter of sign-ins. Accounts are made by us alone.
import { hkdfSync } from 'node:crypto';
import type { Config } from '@doorstep/config';
import type { Database } from '@doorstep/database';
import { type BetterAuthPlugin, betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { hashPassword, isPasswordRight } from './passwords.js';

const WEEK_SECONDS = 7 * 24 * 3600;
/** Fastify's view of the sender (trusted proxies applied), handed to the limiter; what a client sends is overwritten. */
export const CLIENT_IP_HEADER = 'x-doorstep-client-ip';

/** A session for a user who proved herself another way: with the token of the console. No route leads to it. */
const trustedSignIn = {
  id: 'doorstep-trusted-sign-in',
  endpoints: {
    signInTrusted: createAuthEndpoint(
      '/doorstep/sign-in-trusted',
      { method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
      async (context) => {
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(context.body.userId);
        if (!user) throw new APIError('NOT_FOUND');
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return context.json({ ok: true });
      },
    ),
  },
} satisfies BetterAuthPlugin;

export function makeSessions(config: Config, database: Database) {
  const isHttps = config.publicUrl.startsWith('https:');
  const key = hkdfSync('sha256', config.secret, 'doorstep', 'sessions', 32);
  return betterAuth({
    appName: 'Doorstep',
    baseURL: config.publicUrl,
    basePath: '/auth',
    secret: Buffer.from(key).toString('base64'),
    database: prismaAdapter(database.prisma, { provider: 'postgresql' }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [trustedSignIn],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => isPasswordRight(hash, password),
      },
    },
    user: { additionalFields: { role: { type: 'string', required: false, input: false, defaultValue: 'viewer' } } },
    session: { expiresIn: WEEK_SECONDS, updateAge: 24 * 3600, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    // The API's own Origin check stands before every route; this list is for better-auth's second one.
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin');
      return origin ? [origin] : [];
    },
    advanced: {
      database: { generateId: false },
      useSecureCookies: false, // its prefix would be __Secure-; the name below carries __Host-
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      cookies: {
        session_token: {
          name: sessionCookieName(config),
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps },
        },
      },
    },
  });
}

export type Sessions = ReturnType<typeof makeSessions>;
export const SESSIONS = Symbol('sessions');

/** `__Host-` binds the cookie to this host over https; over plain http browsers would refuse it. */
export function sessionCookieName(config: Config): string {
  return config.publicUrl.startsWith('https:') ? '__Host-doorstep-session' : 'doorstep-session';
}
