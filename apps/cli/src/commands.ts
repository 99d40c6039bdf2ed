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
    name: 'why',
    usage: 'why <address>',
    summary: 'says why a person does not get the newsletter',
    run: async (args) => (await import('./commands/why.js')).run(args),
  },
  {
    name: 'why-not-left',
    usage: 'why-not-left <delivery id|address>',
    summary: 'says what holds a delivery that waits',
    run: async (args) => (await import('./commands/why-not-left.js')).run(args),
  },
  {
    name: 'sending status',
    usage: 'sending status',
    summary: 'says how sending stands',
    run: async (args) => (await import('./commands/sending.js')).status(args),
  },
  {
    name: 'sending pause',
    usage: 'sending pause [--minutes 60] --reason <text>',
    summary: 'pauses all sending, for a while or until it is resumed',
    run: async (args) => (await import('./commands/sending.js')).pause(args),
  },
  {
    name: 'sending slow',
    usage: 'sending slow <messages a minute> --reason <text>',
    summary: 'slows all sending until it is resumed',
    run: async (args) => (await import('./commands/sending.js')).slow(args),
  },
  {
    name: 'sending resume',
    usage: 'sending resume',
    summary: 'ends the pause and the limit of all sending',
    run: async (args) => (await import('./commands/sending.js')).resume(args),
  },
  {
    name: 'site list',
    usage: 'site list',
    summary: 'shows the queue by destination',
    run: async (args) => (await import('./commands/site.js')).list(args),
  },
  {
    name: 'site pause',
    usage: 'site pause <site> [--minutes 60] --reason <text>',
    summary: 'pauses one destination for a while',
    run: async (args) => (await import('./commands/site.js')).pause(args),
  },
  {
    name: 'site slow',
    usage: 'site slow <site> <messages a minute> [--minutes 60] --reason <text>',
    summary: 'slows one destination for a while',
    run: async (args) => (await import('./commands/site.js')).slow(args),
  },
  {
    name: 'site resume',
    usage: 'site resume <site>',
    summary: 'ends pause and limit of one destination',
    run: async (args) => (await import('./commands/site.js')).resume(args),
  },
  {
    name: 'site limit',
    usage: 'site limit <site> [--connections 5] [--messages 20] [--rate 60] [--for provider] --reason <text>',
    summary: 'sets limits of one destination, or of its whole provider, by hand',
    run: async (args) => (await import('./commands/site.js')).limit(args),
  },
  {
    name: 'site automatic',
    usage: 'site automatic <site> [--for provider]',
    summary: 'leaves the limits to Doorstep again',
    run: async (args) => (await import('./commands/site.js')).automatic(args),
  },
  {
    name: 'bounce classify',
    usage: 'bounce classify <file|folder> --jsonl',
    summary: 'reads bounce mails and says what each means, a line each',
    run: async (args) => (await import('./commands/bounce-classify.js')).run(args),
  },
  {
    name: 'dkim status',
    usage: 'dkim status <domain>',
    summary: 'says which DKIM keys a domain has and what DNS showed of them',
    run: async (args) => (await import('./commands/dkim.js')).status(args),
  },
  {
    name: 'dkim rotate',
    usage: 'dkim rotate <domain> [--ed25519 yes]',
    summary: 'makes the next DKIM key and prints the record to publish',
    run: async (args) => (await import('./commands/dkim.js')).rotate(args),
  },
  {
    name: 'dkim check',
    usage: 'dkim check <domain>',
    summary: 'asks every name server for the records of its DKIM keys',
    run: async (args) => (await import('./commands/dkim.js')).check(args),
  },
  {
    name: 'dkim switch',
    usage: 'dkim switch <domain> [--at <time>] [--back yes]',
    summary: 'lets the next DKIM key sign (or the one before) if DNS shows it',
    run: async (args) => (await import('./commands/dkim.js')).switchKeys(args),
  },
  {
    name: 'keys list',
    usage: 'keys list',
    summary: 'shows the keys of unsubscribe links and return paths',
    run: async (args) => (await import('./commands/keys.js')).list(args),
  },
  {
    name: 'keys rotate',
    usage: 'keys rotate',
    summary: 'adds a new one; it signs in a minute, old links go on working',
    run: async (args) => (await import('./commands/keys.js')).rotate(args),
  },
  {
    name: 'keys retire',
    usage: 'keys retire <key> [--break-links yes]',
    summary: 'lets go of an old one, whose links stop working',
    run: async (args) => (await import('./commands/keys.js')).retire(args),
  },
  {
    name: 'bounce explain',
    usage: 'bounce explain "<reply text>" [--stage rcpt] [--host <mx host>]',
    summary: 'says which rule fits a reply, and why',
    run: async (args) => (await import('./commands/bounce-explain.js')).run(args),
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
