// Opens an SMTP connection to the first host of a site that answers.
import type { Connected, ConnectOptions } from './site-connection.js';

export async function connectToSite(_options: ConnectOptions): Promise<Connected> {
  throw new Error('connectToSite is not built yet');
}
