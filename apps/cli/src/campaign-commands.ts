// The commands of `doorstep` about campaigns and their series; each file is loaded when its command is called.
import type { Command } from './command.js';

export const campaignCommands: readonly Command[] = [
  {
    name: 'campaign report',
    usage: 'campaign report <campaign id> [--json yes]',
    summary: 'says what became of a campaign, who did not get it and why',
    run: async (args) => (await import('./commands/campaign-report.js')).run(args),
  },
  {
    name: 'campaign schedule',
    usage:
      'campaign schedule <campaign id> --at "Tuesday 09:00" [--zone Europe/Berlin] [--spread 4h] [--rate 500] [--each-local yes] [--missed send|ask]',
    summary: 'schedules a campaign and says what the time comes to',
    run: async (args) => (await import('./commands/campaign-control.js')).schedule(args),
  },
  {
    name: 'campaign unschedule',
    usage: 'campaign unschedule <campaign id>',
    summary: 'takes a schedule back',
    run: async (args) => (await import('./commands/campaign-control.js')).unschedule(args),
  },
  {
    name: 'campaign pause',
    usage: 'campaign pause <campaign id>',
    summary: 'stops a campaign for now and says how many got it',
    run: async (args) => (await import('./commands/campaign-control.js')).pause(args),
  },
  {
    name: 'campaign resume',
    usage: 'campaign resume <campaign id>',
    summary: 'lets a paused campaign go on',
    run: async (args) => (await import('./commands/campaign-control.js')).resume(args),
  },
  {
    name: 'campaign stop',
    usage: 'campaign stop <campaign id>',
    summary: 'stops a campaign for good and says how many got it',
    run: async (args) => (await import('./commands/campaign-control.js')).stop(args),
  },
  {
    name: 'series list',
    usage: 'series list',
    summary: 'shows campaigns that come again, and when next',
    run: async (args) => (await import('./commands/series.js')).list(args),
  },
  {
    name: 'series pause',
    usage: 'series pause <series>',
    summary: 'makes no further issue until it is resumed',
    run: async (args) => (await import('./commands/series.js')).pause(args),
  },
  {
    name: 'series resume',
    usage: 'series resume <series>',
    summary: 'lets a paused series go on with its next time',
    run: async (args) => (await import('./commands/series.js')).resume(args),
  },
  {
    name: 'series skip',
    usage: 'series skip <series> [--day 2026-12-01]',
    summary: 'leaves its next time out, or the day named',
    run: async (args) => (await import('./commands/series.js')).skip(args),
  },
  {
    name: 'series unskip',
    usage: 'series unskip <series> [--day 2026-12-01]',
    summary: 'takes back that a time was left out',
    run: async (args) => (await import('./commands/series.js')).unskip(args),
  },
  {
    name: 'campaign create',
    usage:
      'campaign create --name <name> --subject <text> --markdown|--mjml|--html <file> [--list <name,…>] [--from letter@domain] [--template <name>]',
    summary: 'makes a draft from a file and prints its id',
    run: async (args) => (await import('./commands/campaign-create.js')).run(args),
  },
];
