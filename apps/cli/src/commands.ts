// The commands of `doorstep`; each file is loaded when its command is called.
import type { Command } from './command.js';

export const commands: readonly Command[] = [
  {
    name: 'doctor',
    usage: 'doctor',
    summary: 'checks configuration, database, DNS, port 25 and workers',
    run: async () => (await import('./commands/doctor.js')).run(),
  },
  {
    name: 'bounce classify',
    usage: 'bounce classify <file|folder> --jsonl',
    summary: 'reads bounce mails and says what each means, a line each',
    run: async (args) => (await import('./commands/bounce-classify.js')).run(args),
  },
  {
    name: 'migrate',
    usage: 'migrate',
    summary: 'brings the database up to date',
    run: async () => (await import('./commands/migrate.js')).run(),
  },
  {
    name: 'sandbox prepare',
    usage: 'sandbox prepare',
    summary: 'gives a sandbox its sending domain and bounce mailbox (npm start does it)',
    run: async () => (await import('./commands/sandbox-prepare.js')).run(),
  },
];
