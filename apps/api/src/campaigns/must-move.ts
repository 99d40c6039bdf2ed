// What may follow what: a step that a campaign cannot take in its state is told in words.
import type { CampaignState } from '@doorstep/contracts';
import type { Move } from '@doorstep/database';
import { notFound, problem } from '../http/problem.js';

const STATE_WORDS: Readonly<Record<CampaignState, string>> = {
  draft: 'is a draft',
  scheduled: 'is scheduled',
  planned: 'is getting ready',
  sending: 'is being sent',
  paused: 'is paused',
  finished: 'is finished',
  cancelled: 'was cancelled',
};

/** @throws ProblemError 404 when there is no such campaign, 409 with its state in words when it stays as it is */
export function mustMove(move: Move, what: string, hint = ''): void {
  if (move.kind === 'moved') return;
  if (move.kind === 'missing') throw notFound('campaign');
  const words = `The campaign ${STATE_WORDS[move.state]} and ${what}. ${hint}`.trim();
  throw problem(`campaign_${move.state}`, 409, words);
}
