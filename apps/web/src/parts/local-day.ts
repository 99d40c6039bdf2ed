// The day of a moment as this device's calendar has it, in the form date fields take.

/** "2026-11-24" in the zone of this device: late in the evening UTC has another day. */
export function localDay(at: Date): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${part(at.getMonth() + 1)}-${part(at.getDate())}`;
}
