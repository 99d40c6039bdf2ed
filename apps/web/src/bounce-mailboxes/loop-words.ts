// The words of a full-loop test: its state and its stages.
import type { LoopTest, LoopTestStep } from '@doorstep/contracts';
import type { Word } from '../parts/words';

export const loopWords: Record<LoopTest['state'], Word> = {
  sending: { label: 'Being sent', tone: 'working' },
  on_its_way: { label: 'Waiting for it to come back', tone: 'working' },
  returned: { label: 'It came back', tone: 'good', meaning: 'Bounces of this domain are read.' },
  failed: { label: 'It could not be sent', tone: 'bad' },
  overdue: { label: 'It did not come back', tone: 'bad', meaning: 'Bounces of this domain are probably lost.' },
};

export const loopResultWords: Record<LoopTestStep['result'], Word> = {
  pass: { label: 'In order', tone: 'good' },
  warn: { label: 'Tried again', tone: 'warn' },
  fail: { label: 'Wrong', tone: 'bad' },
  waiting: { label: 'Under way', tone: 'working' },
};

export const loopStepWords: Record<LoopTestStep['step'], string> = {
  mx: 'Find the mail server',
  handover: 'Hand it over',
  arrival: 'Come back',
};
