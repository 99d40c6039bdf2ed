// HMAC-SHA256 (RFC 2104) of many short messages under one key: two hashes each, and no object that has to be collected.
import { hash } from 'node:crypto';

const BLOCK = 64;
const HASH = 32;

/**
 * Every message of a letter carries two or three tokens; `createHmac` makes an object of the engine for each, which costs
 * more than the hashes.
 *
 * @param label stands before every message
 * @param size  octets of a message, always the same
 * @returns the MAC of a message, 32 octets; used again by the next call
 */
export function preparedHmac(key: Uint8Array, label: string, size: number): (message: Uint8Array) => Uint8Array {
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  const inner = Buffer.concat([padded(short, 0x36), Buffer.from(label, 'latin1'), Buffer.alloc(size)]);
  const outer = Buffer.concat([padded(short, 0x5c), Buffer.alloc(HASH)]);
  const mac = Buffer.alloc(HASH);
  const messageAt = inner.length - size;
  return (message) => {
    inner.set(message, messageAt);
    // As text: a buffer of its own for each hash costs more than writing it.
    outer.write(hash('sha256', inner, 'latin1'), BLOCK, 'latin1');
    mac.write(hash('sha256', outer, 'latin1'), 0, 'latin1');
    return mac;
  };
}

const padded = (key: Uint8Array, pad: number) => {
  const block = Buffer.alloc(BLOCK, pad);
  for (const [at, octet] of key.entries()) block[at] = octet ^ pad;
  return block;
};
