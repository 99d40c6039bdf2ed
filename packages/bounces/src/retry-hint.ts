// Reads the receiver's own "try again in N" out of a reply.

const hint =
  /(?:try|retry|retried|again|wait|after|delay(?:ed)?|defer(?:red)?)(?: it| again| later| for| in| after| at least| another| your message| sending)* ?:? ?(?:(\d{1,3}):(\d\d):(\d\d)\b|(\d{1,6}) ?(s|sec|secs|second|seconds|m|min|mins|minute|minutes|h|hr|hrs|hour|hours)\b)/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const MAX_SECONDS = 7 * 86_400;

/**
 * @param words the reply in lower case on one line
 * @returns seconds, 1 s to 7 days, or null when nothing of the kind is said
 */
export function retryHintSeconds(words: string): number | null {
  const found = hint.exec(words);
  if (!found) return null;
  const [, hours, minutes, seconds, count, unit] = found;
  const total =
    count === undefined
      ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
      : Number(count) * (SECONDS[unit?.charAt(0) ?? 's'] ?? 1);
  return total < 1 ? null : Math.min(total, MAX_SECONDS);
}
