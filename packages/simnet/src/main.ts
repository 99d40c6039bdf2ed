// The simulated internet as a process of its own: ports from the environment, one line of JSON when it is ready.
import { startSimnet } from './simnet.js';

const port = (name: string): number => Number(process.env[`DOORSTEP_SIMNET_${name}_PORT`] ?? 0);

const simnet = await startSimnet({
  clockSpeed: Number(process.env.DOORSTEP_SIMNET_CLOCK_SPEED ?? 1),
  startControl: true,
  ports: { dns: port('DNS'), smtp: port('SMTP'), pop3: port('POP3'), imap: port('IMAP'), control: port('CONTROL') },
});

let isEnding = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void simnet.close().then(() => process.exit(0));
  });

const { dnsServer, smtpPort, controlUrl, pop3, imap } = simnet;
process.stdout.write(`${JSON.stringify({ ready: true, dnsServers: [dnsServer], smtpPort, controlUrl, pop3, imap })}\n`);
