// doorstep campaign report: what became of a campaign, in groups that add up to its audience.
import { DeliveryGroup, peopleIn } from '@doorstep/contracts';
import { CampaignStore, type Database, ReportStore } from '@doorstep/database';
import { describeCategory } from '@doorstep/diagnosis';
import { readArguments } from '../arguments.js';
import { endingOf } from '../campaign-ending.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const WORDS: Readonly<Record<DeliveryGroup, string>> = {
  accepted_first: 'accepted, first try',
  accepted_retry: 'accepted, after a retry',
  trying_again: 'trying again',
  not_yet: 'not yet',
  refused: 'refused',
  gave_up: 'gave up',
  returned: 'returned later',
  complained: 'complained',
  in_doubt: 'in doubt',
  held: 'waiting for a decision',
  suppressed: 'held back (suppressed)',
  excluded: 'left out',
  cancelled: 'cancelled',
  missed: 'did not get it',
  got_it: 'has it',
};

export const run = (args: readonly string[]): Promise<number> => {
  const { words, options } = readArguments(args, ['json']);
  const id = words[0];
  if (id === undefined || !/^[0-9a-f-]{36}$/.test(id)) throw new UsageError('Name the campaign by its id.');
  return withDatabase((database) => tell(database, id, options.json !== undefined));
};

async function tell(database: Database, id: string, asJson: boolean): Promise<number> {
  const campaign = await new CampaignStore(database).summary(id);
  if (campaign === null) {
    process.stderr.write('There is no campaign of this id.\n');
    return 1;
  }
  const [causes, ending] = await Promise.all([new ReportStore(database).causes(id), endingOf(database, campaign)]);
  const groups = DeliveryGroup.options
    .filter((group) => group !== 'missed' && group !== 'got_it')
    .map((group) => ({ group, people: peopleIn(group, campaign.tally) }))
    .filter(({ people }) => people > 0);
  const missed = peopleIn('missed', campaign.tally);
  const { name, state, tally } = campaign;
  if (asJson) {
    const told = { id, name, state, audience: tally.audience, missed, groups, ending, causes };
    process.stdout.write(`${JSON.stringify(told)}\n`);
    return 0;
  }
  const number = (value: number) => String(value).padStart(9);
  const lines = [
    `${name} (${state})`,
    ...groups.map(({ group, people }) => `${number(people)}  ${WORDS[group]}`),
    `${number(tally.audience)}  together`,
    ...(missed > 0 ? [`${missed} did not get it.`] : []),
    ...(ending === null ? [] : [ending.words, ...(ending.basis === null ? [] : [ending.basis.words])]),
    ...causes.map(({ category, people, providers }) => {
      const where = providers.map((one) => `${one.provider} ${one.people}`).join(', ');
      return `${number(people)}  ${describeCategory(category)} (${where})`;
    }),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
