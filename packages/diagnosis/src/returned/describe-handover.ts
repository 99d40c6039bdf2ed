// "250, then a report hours later" in words: who took it, when, under which id, and how long until it came back.
import type { HandoverEvidence } from '../evidence.js';
import { readable } from '../facts.js';
import { english } from '../words/english.js';
import type { Words } from '../words/words.js';
import { delayWords } from './delay-words.js';

export function describeHandover(handover: HandoverEvidence, words: Words = english): string {
  const { host, acceptedAt, queueId, isSameQueueId, seconds } = handover;
  const at = new Date(acceptedAt);
  return words.general.givenBack({
    host: host === null ? null : readable(host),
    at: Number.isNaN(at.getTime()) ? '' : words.general.moment(at),
    queueId: queueId === null ? null : readable(queueId),
    isSameQueueId,
    delay: delayWords(seconds, words.general.days),
  });
}
