import { describe, expect, it } from 'vitest';
import { parseAddress, toAsciiDomain } from './address.js';

describe('parseAddress', () => {
  it.each([
    ['Ada.Lovelace@Example.ORG', 'ada.lovelace@example.org', 'Ada.Lovelace@example.org'],
    ['  <ada@example.org> ', 'ada@example.org', 'ada@example.org'],
    ['Ada Lovelace <ada@example.org>', 'ada@example.org', 'ada@example.org'],
    ['mailto:ada@example.org', 'ada@example.org', 'ada@example.org'],
    ['info@bücher.example', 'info@xn--bcher-kva.example', 'info@xn--bcher-kva.example'],
    ["o'brien+news@example.org", "o'brien+news@example.org", "o'brien+news@example.org"],
  ])('reads %s', (text, normalized, spelling) => {
    expect(parseAddress(text)).toMatchObject({ isValid: true, normalized, spelling });
  });

  it.each([
    ['', 'no_address'],
    ['ada', 'not_an_address'],
    ['ada@', 'not_an_address'],
    ['@example.org', 'not_an_address'],
    ['ada@example.org\r\nRCPT TO:<eve@example.org>', 'control_characters'],
    ['ada@example.org, bob@example.org', 'many_addresses'],
    ['ada@localhost', 'domain_invalid'],
    ['ada@127.0.0.1', 'domain_invalid'],
    ['ada@[127.0.0.1]', 'domain_invalid'],
    ['ada@exa_mple.org', 'domain_invalid'],
    ['ada@example..org', 'domain_invalid'],
    ['"a b"@example.org', 'not_an_address'],
    ['jürgen@example.org', 'not_ascii'],
    [`${'a'.repeat(65)}@example.org`, 'local_part_too_long'],
    ['ada@a>b.example', 'domain_invalid'],
  ])('refuses %j as %s', (text, problem) => {
    expect(parseAddress(text)).toMatchObject({ isValid: false, problem });
  });

  it('offers what was probably meant', () => {
    expect(parseAddress('ada @example.org')).toMatchObject({ suggestedFix: 'ada@example.org' });
    expect(parseAddress('ada..l@example.org')).toMatchObject({ suggestedFix: 'ada.l@example.org' });
  });
});

describe('toAsciiDomain', () => {
  it('keeps A-labels and drops the final dot', () => {
    expect(toAsciiDomain('XN--Bcher-KVA.example.')).toBe('xn--bcher-kva.example');
  });
});
