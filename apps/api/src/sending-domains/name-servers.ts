// The name servers records are looked up at, as the configuration names them.
import type { Config } from '@doorstep/config';
import { isForbiddenAddress } from '@doorstep/delivery';
import { type NameServers, nodeNameServers } from '@doorstep/dns-checks';

export function nameServersOf({
  mode,
  dnsServers,
  allowPrivateMx,
}: Pick<Config, 'mode' | 'dnsServers' | 'allowPrivateMx'>): NameServers {
  return nodeNameServers({
    servers: dnsServers,
    hasOwnServers: mode === 'live',
    isForbidden: (ip) => isForbiddenAddress(ip, { allowLoopback: allowPrivateMx }) !== null,
  });
}
