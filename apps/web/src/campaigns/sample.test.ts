// The preview fills plain merge fields and lets nothing of the template out of its frame.
import { describe, expect, it } from 'vitest';
import { filled, previewDocument, sampleWithName, sampleWithoutName } from './sample';

describe('filled', () => {
  it('puts the sample in place of a field', () => {
    expect(filled('Dear {{ name }} <{{address}}>', sampleWithName, false)).toBe('Dear Ada Lovelace <ada@example.org>');
  });

  it('falls back when the sample has no value', () => {
    expect(filled('Dear {{ name | default: "reader" }}', sampleWithoutName, false)).toBe('Dear reader');
    expect(filled('Dear {{ name }}', sampleWithoutName, false)).toBe('Dear ');
  });

  it('shows the name of a field it has no value for', () => {
    expect(filled('{{ company }}, {{ town | default: "here" }}', sampleWithName, false)).toBe('[company], here');
  });

  it('leaves conditions and other Liquid as they are', () => {
    expect(filled('{% if name %}x{% endif %}{{ name | upcase }}', sampleWithName, false)).toBe(
      '{% if name %}x{% endif %}{{ name | upcase }}',
    );
  });

  it('escapes values in HTML', () => {
    expect(filled('{{ name }}', { name: '<b>' }, true)).toBe('&lt;b&gt;');
  });
});

describe('previewDocument', () => {
  it('forbids scripts and every remote thing before the content begins', () => {
    const document = previewDocument('<!doctype html><script>1</script>');
    expect(document.indexOf("default-src 'none'")).toBeLessThan(document.indexOf('<script>'));
    expect(document).not.toContain('script-src');
    expect(document.match(/<!doctype/gi)).toHaveLength(1);
  });
});
