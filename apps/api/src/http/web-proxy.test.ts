import { expect, it } from 'vitest';
import { withoutValidators } from './web-proxy.js';

it('leaves validators to what may change, and takes them from what never does', () => {
  const page = { 'cache-control': 'no-store', etag: '"a"', 'content-type': 'text/html' };
  expect(withoutValidators(page)).toBe(page);
  const script = {
    ...{ 'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'application/javascript' },
    ...{ etag: 'W/"b"', 'last-modified': 'Fri, 27 Nov 2026 16:00:00 GMT' },
  };
  expect(withoutValidators(script)).toEqual({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'application/javascript',
  });
});
