// The form of a bounce mailbox: its values, what is missing in them, and the request made of them.
import type { BounceMailbox, NewBounceMailbox, NewMailboxOAuth } from '@doorstep/contracts';
import type { UseFormReturnType } from '@mantine/form';

const blank = {
  name: '',
  protocol: 'imap',
  host: '',
  port: 993,
  tls: 'implicit',
  username: '',
  auth: 'password',
  folder: 'INBOX',
  afterReading: 'keep',
  moveTo: null,
} as const;

/** The values of a stored mailbox as the form shows them; secrets are never given out. */
export function valuesOf(mailbox: BounceMailbox | null) {
  const given: Omit<NewBounceMailbox, 'password' | 'oauth'> = mailbox ?? blank;
  const oauth = mailbox?.oauth ?? null;
  return {
    name: given.name,
    protocol: given.protocol,
    host: given.host,
    port: given.port,
    tls: given.tls,
    username: given.username,
    auth: given.auth,
    password: '',
    tokenUrl: oauth?.tokenUrl ?? '',
    clientId: oauth?.clientId ?? '',
    clientSecret: '',
    refreshToken: '',
    scope: oauth?.scope ?? '',
    folder: given.folder,
    afterReading: given.afterReading,
    moveTo: given.moveTo ?? '',
  };
}

export type MailboxValues = ReturnType<typeof valuesOf>;
export type MailboxForm = UseFormReturnType<MailboxValues>;
/** What a field needs: value, change, and its fault in words. */
export type FieldOf = (name: keyof MailboxValues) => ReturnType<MailboxForm['getInputProps']>;

/** The field of the form the API speaks of when it names one. */
export const apiFieldOf = (name: keyof MailboxValues): string =>
  ['tokenUrl', 'clientId', 'clientSecret', 'refreshToken', 'scope'].includes(name) ? `oauth/${name}` : name;

export function faultsOf(
  values: MailboxValues,
  mailbox: BounceMailbox | null,
): Partial<Record<keyof MailboxValues, string>> {
  const isOAuth = values.auth === 'oauth2';
  const hasPassword = mailbox?.auth === 'password';
  const missing: [keyof MailboxValues, boolean, string][] = [
    ['name', values.name.trim() === '', 'A name, such as “Bounces”'],
    ['host', values.host.trim() === '', 'The name of the server, such as imap.example.org'],
    ['username', values.username.trim() === '', 'Usually the whole address'],
    ['password', !isOAuth && !hasPassword && values.password === '', 'The password of the mailbox'],
    ['tokenUrl', isOAuth && values.tokenUrl.trim() === '', 'Choose the provider above, or type its token address'],
    ['clientId', isOAuth && values.clientId.trim() === '', 'The client id from the provider’s console'],
    ['moveTo', values.afterReading === 'move' && values.moveTo.trim() === '', 'Which folder'],
  ];
  return Object.fromEntries(missing.flatMap(([name, is, words]) => (is ? [[name, words]] : [])));
}

/** Secrets left empty are left out: the stored ones stay. */
export function requestOf(values: MailboxValues): NewBounceMailbox {
  const { password, tokenUrl, clientId, clientSecret, refreshToken, scope, moveTo, ...rest } = values;
  const oauth: NewMailboxOAuth = {
    ...{ tokenUrl: tokenUrl.trim(), clientId: clientId.trim(), scope: scope.trim() || null },
    ...(clientSecret !== '' && { clientSecret }),
    ...(refreshToken !== '' && { refreshToken }),
  };
  return {
    ...rest,
    host: rest.host.trim(),
    username: rest.username.trim(),
    moveTo: rest.afterReading === 'move' ? moveTo.trim() : null,
    ...(rest.auth === 'oauth2' ? { oauth } : { oauth: null, ...(password !== '' && { password }) }),
  };
}
