// Where the big providers give out tokens, and what must be asked for; from their own documentation.
import type { BounceMailbox } from '@doorstep/contracts';

export interface OAuthPreset {
  readonly label: string;
  readonly tokenUrl: string;
  readonly host: Record<BounceMailbox['protocol'], string>;
  readonly scope: Record<BounceMailbox['protocol'], string>;
  readonly help: string;
}

const MICROSOFT = 'https://login.microsoftonline.com/common/oauth2/v2.0/token';

export const oauthPresets: readonly OAuthPreset[] = [
  {
    label: 'Google',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    host: { imap: 'imap.gmail.com', pop3: 'pop.gmail.com' },
    scope: { imap: 'https://mail.google.com/', pop3: 'https://mail.google.com/' },
    help: 'In the Google Cloud console make an OAuth client, let the mailbox’s account agree to the scope below, and paste its refresh token.',
  },
  {
    label: 'Microsoft 365, agreed by a person',
    tokenUrl: MICROSOFT,
    host: { imap: 'outlook.office365.com', pop3: 'outlook.office365.com' },
    scope: {
      imap: 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
      pop3: 'https://outlook.office.com/POP.AccessAsUser.All offline_access',
    },
    help: 'In Entra make an app registration, let the mailbox’s account agree to the scope below, and paste its refresh token.',
  },
  {
    label: 'Microsoft 365, for the program itself',
    tokenUrl: MICROSOFT.replace('common', 'your-tenant'),
    host: { imap: 'outlook.office365.com', pop3: 'outlook.office365.com' },
    scope: { imap: 'https://outlook.office365.com/.default', pop3: 'https://outlook.office365.com/.default' },
    help: 'In Entra give the app the permission IMAP.AccessAsApp or POP.AccessAsApp and let it into the mailbox; write your tenant id into the token address. It needs a client secret and no refresh token.',
  },
];
