import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, describeConfig, loadConfig } from './config.js';

const good = {
  DATABASE_URL: 'postgresql://news:pass@127.0.0.1:5433/doorstep',
  DOORSTEP_SECRET: Buffer.alloc(32, 7).toString('base64'),
  DOORSTEP_PUBLIC_URL: 'https://news.example.org/',
};

describe('loadConfig', () => {
  it('reads a small environment and fills in the rest', () => {
    const config = loadConfig(good);
    expect(config).toMatchObject({
      mode: 'sandbox',
      smtpPort: 25,
      publicUrl: 'https://news.example.org',
      dnsServers: [],
      dnssec: false,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names all faults at once', () => {
    const error = (() => {
      try {
        loadConfig({ DOORSTEP_MODE: 'production', DOORSTEP_PORT: '70000', DOORSTEP_PUBLIC_URL: 'ftp://x' });
      } catch (caught) {
        return caught;
      }
    })() as ConfigError;
    expect(error).toBeInstanceOf(ConfigError);
    for (const name of ['DOORSTEP_MODE', 'DOORSTEP_PORT', 'DATABASE_URL', 'DOORSTEP_SECRET', 'DOORSTEP_PUBLIC_URL']) {
      expect(error.message).toContain(name);
    }
  });

  it('refuses sandbox-only settings in live mode', () => {
    const live = { ...good, DOORSTEP_MODE: 'live', DOORSTEP_SMTP_PORT: '2525', DOORSTEP_ALLOW_PRIVATE_MX: 'true' };
    expect(() => loadConfig(live)).toThrow(/DOORSTEP_SMTP_PORT.*\n.*DOORSTEP_ALLOW_PRIVATE_MX/);
  });

  it('takes a secret from a file, and refuses both', () => {
    using folder = mkdtempDisposableSync(path.join(tmpdir(), 'config-'));
    const file = path.join(folder.path, 'secret');
    writeFileSync(file, `${good.DOORSTEP_SECRET}\n`);
    const { DOORSTEP_SECRET: _, ...rest } = good;
    expect(loadConfig({ ...rest, DOORSTEP_SECRET_FILE: file }).secret).toEqual(new Uint8Array(32).fill(7));
    expect(() => loadConfig({ ...good, DOORSTEP_SECRET_FILE: file })).toThrow(/not both/);
  });

  it('listens for bounces only when told to, and takes certificate and key together', () => {
    expect(loadConfig(good).bounceSmtp).toBeUndefined();
    const listening = { ...good, DOORSTEP_BOUNCE_SMTP_PORT: '2525', DOORSTEP_EHLO_NAME: 'mail.example.org' };
    expect(loadConfig(listening).bounceSmtp).toEqual({
      ...{ port: 2525, host: '127.0.0.1', name: 'mail.example.org', tls: null },
    });
    expect(loadConfig({ ...listening, DOORSTEP_MODE: 'live' }).bounceSmtp?.host).toBeUndefined();
    expect(() => loadConfig({ ...listening, DOORSTEP_BOUNCE_SMTP_TLS_CERT: '/c.pem' })).toThrow(/TLS_KEY: is missing/);
  });

  it('treats an empty variable as not set', () => {
    expect(loadConfig({ ...good, REDIS_URL: '' }).redisUrl).toBeUndefined();
  });
});

describe('describeConfig', () => {
  it('masks secrets and passwords', () => {
    const text = JSON.stringify(describeConfig(loadConfig({ ...good, DOORSTEP_SETUP_TOKEN: 'x'.repeat(20) })));
    expect(text).not.toContain('pass@');
    expect(text).not.toContain('xxxx');
    expect(text).toContain('news:***@');
  });
});
