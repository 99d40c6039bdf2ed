// Queue ids out of the words a host accepts a message with.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../tests/any-text.js';
import { isAmongQueueIds, remoteQueueIdOf } from './remote-queue-id.js';

describe('remoteQueueIdOf', () => {
  it.each([
    ['2.0.0 Ok: queued as 4F3A21B7C0', 'postfix', '4F3A21B7C0'],
    ['250 2.0.0 Ok: queued as 4Zz1QX2Kt9z8sWn', 'postfix', '4Zz1QX2Kt9z8sWn'],
    ['2.6.0 message received, 250 2.0.0 Ok: queued as 9A8B7C6D5E.', 'postfix', '9A8B7C6D5E'],
    ['OK id=1rAbCd-0003Xy-2Q', 'exim', '1rAbCd-0003Xy-2Q'],
    ['250 OK id=1tFgHi-00000001abC-0aBc', 'exim', '1tFgHi-00000001abC-0aBc'],
    [
      '2.0.0 OK  1764190000 a640c23a62f3a-b7654321abcsi123456789.12 - gsmtp',
      'google',
      'a640c23a62f3a-b7654321abcsi123456789.12',
    ],
    [
      '2.6.0 <one@news.example> [InternalId=12345678901234, Hostname=HOST1.prod.example] 9876 bytes in 0.123, 78 KB/sec Queued mail for delivery',
      'microsoft',
      '12345678901234',
    ],
    ['2.0.0 5AQ7xyz1012345 Message accepted for delivery', 'sendmail', '5AQ7xyz1012345'],
    ['2.0.0 5AQ7xyz1012345-2 Message accepted for delivery', 'sendmail', '5AQ7xyz1012345-2'],
    ['2.0.0 0a1b2c3d Message accepted for delivery', 'sendmail', '0a1b2c3d'],
    ['250 ok 1764190000 qp 4711', 'qmail', '1764190000 qp 4711'],
    ['Message Queued (0FBE8C7D-1A2B-4C3D-8E9F-0123456789AB.1)', 'haraka', '0FBE8C7D-1A2B-4C3D-8E9F-0123456789AB.1'],
    ['ok:  Message 123456789 accepted', 'ironport', '123456789'],
    ['Requested mail action okay, completed: id=0MabCd-1xYz2A3b4C-00AbCd', 'named-id', '0MabCd-1xYz2A3b4C-00AbCd'],
    ['250 Ok 0123456789abcdefghij0123456789', 'ses', '0123456789abcdefghij0123456789'],
    ['2.0.0\r\n Ok: queued as 4F3A21B7C0', 'postfix', '4F3A21B7C0'],
  ])('%s', (reply, family, id) => {
    expect(remoteQueueIdOf(reply)).toEqual({ family, id });
  });

  it.each([
    '',
    'OK',
    '250 2.0.0 Ok',
    '2.6.0 Message accepted for delivery',
    '2.1.5 Ok',
    'Message received',
    'ok dirdel 4/0',
  ])('finds none in %j', (reply) => {
    expect(remoteQueueIdOf(reply)).toBeNull();
  });

  it('never throws, and gives a short piece of the reply or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          anyText(200),
          fc.string().map((tail) => `queued as ${tail}`),
        ),
        (reply) => {
          const found = remoteQueueIdOf(reply);
          if (found === null) return;
          expect(found.id.length).toBeLessThanOrEqual(90);
          expect(reply).toContain(found.id.split(' ')[0]);
        },
      ),
    );
  });

  it('finds every hexadecimal id whatever stands around it', () => {
    const id = fc.stringMatching(/^[0-9A-F]{6,15}$/);
    fc.assert(
      fc.property(
        id,
        fc.constantFrom('', '2.0.0 ', '250 2.0.0 '),
        fc.constantFrom('', '.', ' (in 0.1 s)'),
        (one, before, after) => {
          expect(remoteQueueIdOf(`${before}Ok: queued as ${one}${after}`)?.id).toBe(one);
        },
      ),
    );
  });

  it('reads a reply of a megabyte of blanks or digits at once', () => {
    for (const sign of [' ', '0', 'a', '-', 'ok '])
      expect(remoteQueueIdOf(`250 Ok: ${sign.repeat(1_000_000)}queued as`)).toBeNull();
  });
});

describe('isAmongQueueIds', () => {
  it('does not look at the case', () => {
    expect(isAmongQueueIds('4F3A21b7', ['x', '4f3a21B7'])).toBe(true);
    expect(isAmongQueueIds('4F3A21b7', ['4F3A21b'])).toBe(false);
  });
});
