// What the page of an address asks for.
import { addresses } from '../client/deliverability';
import { liveChecks } from '../client/live-checks';

export const addressQuestion = (address: string) => ({
  queryKey: ['address', address.toLowerCase()],
  queryFn: () => addresses.one(address),
});

export const liveKey = (address: string) => ['live-checks', address] as const;

export const liveQuestion = (address: string) => ({
  queryKey: liveKey(address),
  queryFn: () => liveChecks.latest(address),
});
