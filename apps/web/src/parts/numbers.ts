// Numbers as people read them: thousands apart, small samples without a percentage, sizes and durations with a unit.

const whole = new Intl.NumberFormat('en');

export const count = (value: number): string => whole.format(value);

/** "1 person", "48,210 people". */
export function counted(value: number, one: string, many: string): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/** Below 20 a percentage says more than is known: "1 of 3". From 20 on: "5.0% of 200". */
export function share(part: number, of: number): string {
  if (of < 20) return `${whole.format(part)} of ${whole.format(of)}`;
  const percent = (part / of) * 100;
  const digits = percent === 0 || percent === 100 ? 0 : percent < 1 ? 2 : 1;
  return `${percent.toFixed(digits)}% of ${whole.format(of)}`;
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
