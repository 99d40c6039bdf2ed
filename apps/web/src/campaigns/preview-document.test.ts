import { describe, expect, it } from 'vitest';
import { previewDocument } from './preview-document';

describe('previewDocument', () => {
  it('puts our policy before anything of the message', () => {
    const made = previewDocument('<!doctype html><html><head><meta http-equiv="x"></head></html>', {
      isDark: false,
      hosts: null,
    });
    expect(made.indexOf('Content-Security-Policy')).toBeLessThan(made.indexOf('<html>'));
    expect(made.match(/<!doctype/gi)).toHaveLength(1);
    expect(made).toContain('img-src data:"');
  });

  it('lets only images of the origin in, and what the message says for dark hold by choice', () => {
    const html = '<style>@media (prefers-color-scheme:dark){p{color:#fff}}</style>';
    const dark = previewDocument(html, { isDark: true, hosts: 'http://doorstep.test' });
    expect(dark).toContain('img-src data: http://doorstep.test"');
    expect(dark).toContain('@media (min-width:0)');
    expect(previewDocument(html, { isDark: false, hosts: null })).toContain('@media (max-width:0)');
  });
});
