// Numbers as people read them: thousands apart, small samples without a percentage, sizes and durations with a unit.

const whole = new Intl.NumberFormat('en');

export const count = (value: number): string => whole.format(value);

/** "1 person", "48,210 people". */
export function counted(value: number, one: string, many: string): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/** "5.0%"; null below 20, where a percentage says more than is known. */
export function percent(part: number, of: number): string | null {
  if (of < 20) return null;
  const value = (part / of) * 100;
  const digits = value === 0 || value === 100 ? 0 : value < 1 ? 2 : 1;
  return `${value.toFixed(digits)}%`;
}

/** "1 of 3"; from 20 on "5.0% of 200". */
export function share(part: number, of: number): string {
  return `${percent(part, of) ?? whole.format(part)} of ${whole.format(of)}`;
}

/** Sizes in powers of 1000, as file managers show them. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

export function milliseconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
