// The zone of the browser as its cookie tells it, for the server: what it writes has to be what the browser would write.
import { cookies } from 'next/headers';
import { ZONE_COOKIE } from '../parts/zone-name';

/** null when the browser was never here, or names a zone that is none. */
export async function knownZone(): Promise<string | null> {
  const given = (await cookies()).get(ZONE_COOKIE)?.value;
  if (given === undefined) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: given });
    return given;
  } catch {
    return null; // no zone
  }
}
