// Who may use a route. Every route says it, or the API does not start: deny by default.
import type { ApiScope } from '@doorstep/contracts';
import { SetMetadata } from '@nestjs/common';

export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'scopes'; readonly scopes: readonly ApiScope[] };

export const ACCESS = 'doorstep:access';

/** The actor needs all of these; without any, being signed in (or having a key) is enough. */
export const Scopes = (...scopes: ApiScope[]) => SetMetadata(ACCESS, { kind: 'scopes', scopes } satisfies AccessRule);

/** Anybody, without credentials. The test that walks the routes has the whole list of these. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies AccessRule);
