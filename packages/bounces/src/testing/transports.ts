// What happens to a mail on its way without changing what it says: for tests that demand the same reading afterwards.

export interface PlainMail {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const CRLF = '\r\n';

function written({ headers }: PlainMail, body: string, more: Readonly<Record<string, string>>): Buffer {
  const all = { ...headers, ...more };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${head.join(CRLF)}${CRLF}${CRLF}${body}`, 'utf8');
}

const crlf = (text: string) => text.replaceAll('\n', CRLF);
const base64Lines = (bytes: Buffer) => bytes.toString('base64').replace(/(.{76})/g, `$1${CRLF}`);

function quotedPrintable(text: string): string {
  const lines = text.split('\n').map((line) => {
    const signs = [...Buffer.from(line, 'utf8')].map((byte) =>
      byte === 61 || byte > 126 || (byte < 32 && byte !== 9)
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    );
    let out = '';
    let width = 0;
    for (const sign of signs) {
      if (width + sign.length > 72) {
        out += `=${CRLF}`;
        width = 0;
      }
      out += sign;
      width += sign.length;
    }
    return out;
  });
  return lines.join(CRLF);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Each brings the mail into another form that means the same. */
export const transports: Readonly<Record<string, (mail: PlainMail) => Buffer>> = {
  'as it is': (mail) => written(mail, crlf(mail.text), {}),
  'bare line feeds': (mail) =>
    Buffer.from(written(mail, mail.text, {}).toString('utf8').replaceAll(CRLF, '\n'), 'utf8'),
  'bare carriage returns': (mail) =>
    Buffer.from(written(mail, crlf(mail.text), {}).toString('utf8').replaceAll(CRLF, '\r'), 'utf8'),
  base64: (mail) =>
    written(mail, base64Lines(Buffer.from(crlf(mail.text), 'utf8')), { 'Content-Transfer-Encoding': 'base64' }),
  'quoted-printable': (mail) =>
    written(mail, quotedPrintable(mail.text), { 'Content-Transfer-Encoding': 'quoted-printable' }),
  'utf-16': (mail) =>
    written(mail, base64Lines(Buffer.from(crlf(mail.text), 'utf16le')), {
      'Content-Type': 'text/plain; charset=utf-16le',
      'Content-Transfer-Encoding': 'base64',
    }),
  'no MIME headers at all': ({ headers, text }) => {
    const { 'Content-Type': _, ...rest } = headers;
    return written({ headers: rest, text }, crlf(text), {});
  },
  'one part of several': (mail) =>
    written(
      mail,
      crlf(
        `--=_x\nContent-Type: text/plain; charset=utf-8\n\n${mail.text}\n--=_x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--=_x--\n`,
      ),
      { 'Content-Type': 'multipart/mixed; boundary="=_x"' },
    ),
  'parts within parts': (mail) =>
    written(
      mail,
      crlf(
        `--o\nContent-Type: multipart/related; boundary="i i"\n\n--i i\nContent-Type: text/plain; charset=utf-8\n\n${mail.text}\n--i i--\n--o--\n`,
      ),
      { 'Content-Type': 'multipart/mixed; boundary=o' },
    ),
  'both text and HTML': (mail) =>
    written(
      mail,
      crlf(
        `--a\nContent-Type: text/plain; charset=utf-8\n\n${mail.text}\n--a\nContent-Type: text/html\n\n<html><b>spam quota</b></html>\n--a--\n`,
      ),
      { 'Content-Type': 'multipart/alternative; boundary=a' },
    ),
  'a missing end': (mail) =>
    written(mail, crlf(`--m\nContent-Type: text/plain; charset=utf-8\n\n${mail.text}`), {
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=m',
    }),
  'HTML alone': (mail) =>
    written(mail, `<html><body>${escaped(mail.text).split('\n').join('<br>\r\n')}</body></html>`, {
      'Content-Type': 'text/html; charset=utf-8',
    }),
  'preformatted HTML': (mail) =>
    written(mail, `<html><body><pre>${crlf(escaped(mail.text))}</pre></body></html>`, {
      'Content-Type': 'text/html; charset=utf-8',
    }),
  "a scanner's footer": (mail) =>
    written(mail, crlf(`${mail.text}\n\n-- \nThis message was scanned for viruses and is believed to be clean.`), {}),
  "a gateway's warning": (mail) =>
    written(mail, crlf(`[EXTERNAL] This mail came from outside. Be careful with links.\n\n${mail.text}`), {}),
  'blanks at the ends of lines': (mail) => written(mail, mail.text.split('\n').join(`  ${CRLF}`), {}),
};
