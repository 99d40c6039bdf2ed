// How long what waits will take at a rate, in words.

/** null when nothing waits or nothing moves: then nobody can say. */
export function minutesLeft(waiting: number, perMinute: number): number | null {
  if (waiting <= 0 || perMinute <= 0) return null;
  return Math.ceil(waiting / perMinute);
}

export function roughly(minutes: number): string {
  if (minutes < 90) return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `about ${hours} hours` : `about ${Math.round(hours / 24)} days`;
}
