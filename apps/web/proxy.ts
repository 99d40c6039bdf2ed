// Before every request: in development hands /v1 and /auth to the API; gives each page its own script nonce.
import { type NextRequest, NextResponse } from 'next/server';

/** No other host, no inline script without this answer's nonce, no framing. Styles of the kit are inline. */
function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith('/v1/') || pathname.startsWith('/m/') || pathname.startsWith('/auth/')) {
    const api = process.env.DOORSTEP_API_URL;
    if (api === undefined) return new NextResponse('DOORSTEP_API_URL is not set', { status: 502 });
    return NextResponse.rewrite(new URL(pathname + search, api));
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  // The welcome page has its token in the address.
  response.headers.set('referrer-policy', 'no-referrer');
  return response;
}

export const config = { matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] };
