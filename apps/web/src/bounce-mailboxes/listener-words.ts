// The words of the bounce listener: its state, its port, whether DNS leads to it.
import type { BounceListenerRecord, BounceListenerView } from '@doorstep/contracts';
import type { Word } from '../parts/words';

export function listenerWord({ state, trouble }: Pick<BounceListenerView, 'state' | 'trouble'>): Word {
  if (state === 'silent')
    return { label: 'Not running', tone: 'bad', meaning: 'Its worker has ended, or was not heard of for a minute.' };
  if (state === 'trouble') return { label: 'Cannot listen', tone: 'bad', meaning: 'It tries again every few seconds.' };
  if (trouble !== null) return { label: 'Takes bounces, with trouble', tone: 'warn' };
  return { label: 'Takes bounces', tone: 'good', meaning: 'Its port is open for mail servers.' };
}

export function placeWords({ address, port }: Pick<BounceListenerView, 'address' | 'port'>): string {
  if (address === '' || address === '0.0.0.0' || address === '::') return `port ${port}, on every address`;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

export function recordWord({ leadsHere, found, checkedAt }: BounceListenerRecord): Word {
  if (leadsHere === true) return { label: 'Leads here', tone: 'good' };
  if (leadsHere === false)
    return found.length === 0
      ? { label: 'Not in DNS', tone: 'warn', meaning: 'The last check of the sending domain found no MX record.' }
      : {
          label: 'Leads elsewhere',
          tone: 'warn',
          meaning: `The last check found ${found.join(', ')}. That is right while a mailbox there is read.`,
        };
  return checkedAt === null
    ? { label: 'Not checked yet', tone: 'calm', meaning: 'Check the sending domain on its page.' }
    : { label: 'Not known', tone: 'calm', meaning: 'DNS did not answer at the last check.' };
}
