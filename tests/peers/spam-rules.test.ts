// A message of each kind against Debian's SpamAssassin, offline: no rule may complain about how it is built.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { kindsOfMessages } from './messages.js';

/** Rules about the build of a message, not about what is written in it. */
const STRUCTURAL =
  /^(MISSING_|MIME_|HEADER_|INVALID_|MALFORMED_|BAD_ENC_|MSGID_|FORGED_|UNPARSEABLE_|HTML_MIME_|BASE64_|DATE_|SUBJ_ILLEGAL|SUBJECT_NEEDS|FROM_ILLEGAL|DKIM_INVALID)/;
const home = mkdtempSync(path.join(tmpdir(), 'doorstep-spam-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const one = [...new Map(kindsOfMessages(1).map((message) => [message.kind, message])).values()];

describe('SpamAssassin', () => {
  it.each(one)('finds nothing wrong with the build of: $kind', ({ kind, body }) => {
    const args = ['-t', '-L', '--siteconfigpath=/etc/spamassassin', `--prefspath=${home}/prefs`, '--nocreate-prefs'];
    const ran = spawnSync('/usr/bin/spamassassin', args, {
      ...{ input: Buffer.from(body), encoding: 'latin1', env: { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C' } },
      maxBuffer: 20_000_000,
    });
    const status = /^X-Spam-Status: (.*(?:\n[ \t].*)*)/m
      .exec(ran.stdout.replaceAll('\r', ''))?.[1]
      ?.replace(/\s+/g, ' ');
    expect(status, ran.stderr).toMatch(/score=/);
    const rules = /tests=([A-Z0-9_, ]*?) ?(?:autolearn|version)/.exec(status!)?.[1]?.split(/[, ]+/) ?? [];
    process.stdout.write(`  SpamAssassin, ${kind}: ${/score=(-?[\d.]+)/.exec(status!)?.[1]} ${rules.join(' ')}\n`);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((rule) => STRUCTURAL.test(rule))).toEqual([]);
  });
});
