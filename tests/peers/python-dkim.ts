// dkimpy of Debian (python3-dkim) as a verifier: messages in, per signature whether it holds.
import { spawnSync } from 'node:child_process';

const PROGRAM = `
import sys, json, base64, dkim
given = json.load(sys.stdin)
records = {name + '.': value.encode() for name, value in given['records'].items()}
def dns(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    return records.get(name if name.endswith('.') else name + '.')
def holds(message, index):
    try:
        return bool(dkim.DKIM(message).verify(idx=index, dnsfunc=dns))
    except dkim.DKIMException:
        return False
answer = []
for text in given['messages']:
    message = base64.b64decode(text)
    head = message.split(b'\\r\\n\\r\\n', 1)[0].lower()
    count = (b'\\r\\n' + head).count(b'\\r\\ndkim-signature:')
    answer.append([holds(message, index) for index in range(count)])
json.dump(answer, sys.stdout)
`;

export async function verifyWithPython(
  messages: readonly Uint8Array[],
  records: ReadonlyMap<string, string>,
): Promise<boolean[][]> {
  const input = JSON.stringify({
    records: Object.fromEntries(records),
    messages: messages.map((message) => Buffer.from(message).toString('base64')),
  });
  const ran = spawnSync('/usr/bin/python3', ['-c', PROGRAM], { input, encoding: 'utf8', maxBuffer: 10_000_000 });
  if (ran.status !== 0) throw new Error(`dkimpy did not run: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as boolean[][];
}
