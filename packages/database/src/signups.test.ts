// Networks of households and offices.
import { describe, expect, it } from 'vitest';
import { networkOf } from './form-use.sql.js';

describe('networkOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.0/24'],
    ['::ffff:192.0.2.200', '192.0.2.0/24'],
    ['2001:db8:1:2ff::1', '2001:db8:1:200::/56'],
    ['2001:db8:1:203:0:0:0:9', '2001:db8:1:200::/56'],
    ['2001:0DB8::5', '2001:db8:0:0::/56'],
  ])('%s is of %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
