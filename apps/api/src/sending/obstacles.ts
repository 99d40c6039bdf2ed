// Why nothing goes out although something waits: everything that holds it, the first thing to do first.
import type { Obstacle } from '@doorstep/contracts';
import type { ObstacleFacts, SendingControlRow } from '@doorstep/database';

export type ObstacleAnswer = Omit<Obstacle, 'until'> & { readonly until: Date | null };

interface Known {
  readonly control: SendingControlRow;
  readonly workers: readonly { readonly isAlive: boolean; readonly trouble: string | null }[];
  readonly facts: ObstacleFacts;
}

export function obstaclesOf({ control, workers, facts }: Known): ObstacleAnswer[] {
  const found: ObstacleAnswer[] = [];
  const add = (gate: Obstacle['gate'], words: string, whatToDo: string, more: Partial<ObstacleAnswer> = {}) =>
    found.push({ gate, words, whatToDo, until: null, href: '/queue', ...more });
  const alive = workers.filter(({ isAlive }) => isAlive);
  if (control.isPaused) {
    const reason = control.reason === null ? '' : `: “${control.reason}”`;
    add('paused', `All sending is paused, by ${control.actor ?? 'somebody'}${reason}.`, 'Resume it above.', {
      until: control.pausedUntil,
    });
  }
  if (alive.length === 0)
    add('no_worker', 'No worker runs: it is what sends.', 'Start one (npm start, or the worker of your installation).');
  else if (alive.every(({ trouble }) => trouble !== null))
    add('worker_trouble', `No worker takes mail: ${alive[0]!.trouble}`, 'Mend that; they go on by themselves.');
  addCampaigns(facts, add);
  addDestinations(facts, add);
  if (found.length > 0) return found;
  if (facts.dueAt !== null && facts.dueAt > facts.now)
    add('later', 'Everything that waits was put off and is not due yet.', 'Nothing: it goes by itself.', {
      until: facts.dueAt,
    });
  else add('none', 'Nothing is known that would hold it.', 'Wait a minute. Then see the log of the worker.');
  return found;
}

type Add = (gate: Obstacle['gate'], words: string, whatToDo: string, more?: Partial<ObstacleAnswer>) => void;

function addCampaigns({ pausedCampaigns, pausedName, pausedId, closedCampaigns, opensAt }: ObstacleFacts, add: Add) {
  if (pausedCampaigns > 0)
    add(
      'campaign_paused',
      pausedCampaigns === 1
        ? `“${pausedName}” is paused.`
        : `“${pausedName}” and ${pausedCampaigns - 1} more are paused.`,
      'Resume it on its page.',
      { href: `/campaigns/${pausedId}` },
    );
  if (closedCampaigns > 0)
    add(
      'outside_hours',
      `${closedCampaigns === 1 ? 'A campaign is' : `${closedCampaigns} campaigns are`} outside of the hours in which it may go.`,
      'Nothing: it goes on by itself.',
      { until: opensAt, href: '/campaigns' },
    );
}

function addDestinations({ sites, pausedSites, goesOnAt, unrouted }: ObstacleFacts, add: Add) {
  if (sites > 0 && pausedSites === sites)
    add(
      'sites_paused',
      sites === 1
        ? 'The only destination with mail waiting rests.'
        : `All ${sites} destinations with mail waiting rest.`,
      'See below which reply caused it; each goes on by itself.',
      { until: goesOnAt },
    );
  if (unrouted > 0)
    add(
      'dns',
      `${unrouted === 1 ? 'A message waits' : `${unrouted} messages wait`} for DNS to say where the mail of its domain goes.`,
      'If it is all of them, see that this machine reaches a name server (doorstep doctor).',
    );
}
