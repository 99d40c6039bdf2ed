// The day of a consent: as the date field of this device shows it, and as a time for the API.

/** "2026-11-24" in the zone of this device. */
export function consentDay(at: string): string {
  const time = new Date(at);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${part(time.getMonth() + 1)}-${part(time.getDate())}`;
}

/** The first moment of that day on this device, in UTC. */
export const consentTime = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
